import { readClientsFile } from '@acgs/access';
import { ConfigurationError, loadConfiguration } from '@acgs/service';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SERVICES } from '../../tools/installation/service-process.js';
import { SERVICE_DEFINITIONS } from '../support/service-definitions.js';
import { codeBlocks, pageText, plain, sectionOf, type TableRow, tableRows } from './docs-pages.js';

const PAGE = pageText('docs/settings.md');
const DEFINITIONS = Object.values(SERVICE_DEFINITIONS);

interface VariableSchema {
  readonly default?: string | number;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const rowsOf = (heading: string): TableRow[] => tableRows(sectionOf(PAGE, heading));

const variablesOf = (schema: z.ZodType): Record<string, VariableSchema> =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties as Record<
    string,
    VariableSchema
  >;

function rowsOfService(name: string, variables: Readonly<Record<string, VariableSchema>>): TableRow[] {
  const withDatabase = 'DATABASE_URL' in variables ? rowsOf('Services with a database') : [];
  const withCache = 'CACHE_LOCAL_MAX_BYTES' in variables ? rowsOf('Services with a cache') : [];
  return [...rowsOf('Every service'), ...withDatabase, ...withCache, ...rowsOf(name)];
}

/** As the column "may be" has it; null for what a range or a list cannot tell. */
function rangeOf(schema: VariableSchema): string | null {
  const { minimum, maximum, minLength = 0, maxLength } = schema;
  if (schema.enum !== undefined) return schema.enum.join(', ');
  if (minimum !== undefined) return `${String(minimum)} to ${String(maximum)}`;
  if (maxLength !== undefined) return `${String(minLength)} to ${String(maxLength)} characters`;
  return minLength > 1 ? `${String(minLength)} characters or more` : null;
}

/** Every variable that code reads past the settings of its service. */
function variablesReadDirectly(): string[] {
  const files = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '..', '..', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!spec)\.(ts|mjs)$/.test(file))
      .map((file) => join(folder, file)),
  );
  const names = files.flatMap((file) =>
    [...pageText(file).matchAll(/(?:process\.env\.|\bgiven\(')([A-Z_]+)/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)].sort();
}

describe('docs/settings.md', () => {
  describe.each(DEFINITIONS.map(({ name, variables }) => [name, variablesOf(variables)] as const))(
    'on %s',
    (name, variables) => {
      const rows = rowsOfService(name, variables);

      it('names the variables that it reads, and no other', () => {
        const named = rows.map((row) => plain(row.variable));
        expect(named.sort()).toStrictEqual(Object.keys(variables).sort());
      });

      it('tells their defaults and what they may be', () => {
        const told = rows.map((row) => [plain(row.variable), plain(row.default), plain(row['may be'])]);
        const truth = told.map(([variable = '', ...cells]) => {
          const { default: value, ...schema } = variables[variable] ?? {};
          const [byDefault, mayBe] = cells;
          return [variable, value === undefined ? byDefault : String(value), rangeOf(schema) ?? mayBe];
        });
        expect(told).toStrictEqual(truth);
      });
    },
  );

  it('tells the ports of npm start, which are those of the services, and that one process of each is usual', () => {
    const told = rowsOf('npm start').map((row) => [plain(row.variable), plain(row.default)]);
    const ports = SERVICES.map((name) => {
      const definition = DEFINITIONS.find((one) => one.name === name);
      const port = definition === undefined ? {} : variablesOf(definition.variables).PORT;
      return [`${name.toUpperCase().replaceAll('-', '_')}_PORT`, String(port?.default)];
    });
    const workers = SERVICES.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_WORKERS`, '1']);
    expect(told).toStrictEqual(expect.arrayContaining(workers));
    expect(told).toStrictEqual(expect.arrayContaining(ports));
    const start = pageText('tools/start.ts');
    const used = [...start.matchAll(/^ {2}'([a-z-]+)': (\d+),$/gm)].map((match) => match.slice(1));
    expect(
      used.map(([name = '', port]) => [`${name.toUpperCase().replaceAll('-', '_')}_PORT`, port]),
    ).toStrictEqual(expect.arrayContaining(ports));
  });

  it('names every variable that is read outside of the settings', () => {
    const named = tableRows(PAGE).map((row) => plain(row.variable));
    expect(variablesReadDirectly().length).toBeGreaterThan(2);
    expect(variablesReadDirectly().filter((name) => !named.includes(name))).toStrictEqual([]);
  });

  it('shows the line that a wrong environment ends with', () => {
    const [line = ''] = codeBlocks(PAGE, '');
    const environment = { PORT: 'abc', AUTH_ISSUER: 'x' };
    const { variables, name } = SERVICE_DEFINITIONS['constitutional-core'];
    const start = (): unknown => loadConfiguration(variables, environment);
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(line.trim().replace(`${name}: `, ''));
  });

  it('shows a clients file that is accepted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'acgs-docs-'));
    const path = join(folder, 'clients.json');
    await writeFile(path, codeBlocks(PAGE, 'json')[0] ?? '');
    await expect(readClientsFile(path)).resolves.toHaveLength(1);
    await rm(folder, { recursive: true });
  });
});
