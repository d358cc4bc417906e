import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = join(import.meta.dirname, '..', '..', 'docker');

const ComposedServiceSchema = z.looseObject({
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  secrets: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
});

const ComposeFileSchema = z.looseObject({
  services: z.record(z.string(), ComposedServiceSchema),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  networks: z.record(z.string(), z.unknown()),
});

/** `docker/docker-compose.yml` with the values of `docker/.env.example`. */
export function composeFile(): z.infer<typeof ComposeFileSchema> {
  const variables = new Map(
    [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  const text = filledIn(read('docker-compose.yml'), variables);
  return ComposeFileSchema.parse(parse(text, { merge: true }));
}

/** The environment of a service, with secrets in another folder than that of a container. */
export const composedEnvironment = (name: string, secrets: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(composeFile().services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      String(value).replace('/run/secrets', secrets),
    ]),
  );

const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as compose has them. */
const filledIn = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, other?: string) => {
    const value = variables.get(name) ?? (kind === '-' ? other : undefined);
    if (value === undefined) throw new Error(`nobody sets ${name}`);
    return value;
  });
