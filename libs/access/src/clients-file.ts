import {
  ClientIdSchema,
  ClientJwksSchema,
  DEFAULT_TENANT,
  oauthClientFields,
  PermissionSchema,
  RoleSchema,
  StartError,
  TenantSchema,
} from '@acgs/contracts';
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isOpenToOthers, readOrCreatePrivateFile } from './private-file.js';

const SECRET_BYTES = 32;

const SecretSchema = z
  .string()
  .regex(/^[\x21-\x7e]{32,256}$/, 'must be 32 to 256 visible ASCII characters, made at random');

const ClientSchema = z
  .strictObject({
    id: ClientIdSchema,
    secret: SecretSchema.nullable().default(null),
    jwks: ClientJwksSchema.nullable().default(null),
    public: z.boolean().default(false),
    tenant: TenantSchema.default(DEFAULT_TENANT),
    roles: z.array(RoleSchema).default([]),
    permissions: z.array(PermissionSchema).default([]),
    ...oauthClientFields,
  })
  .refine(
    ({ secret, jwks, public: open }) => Number(secret !== null) + Number(jwks !== null) + Number(open) === 1,
    {
      path: ['secret'],
      error: 'must be there, unless the client has a jwks or is public',
    },
  )
  .refine((client) => !client.public || client.roles.length + client.permissions.length === 0, {
    path: ['public'],
    error: 'must not be said of a client with roles or permissions of its own: anybody could use them',
  })
  .refine(({ roles, permissions }) => !roles.includes('agent') || !permissions.includes('approvals:answer'), {
    path: ['permissions'],
    error: 'must not have approvals:answer beside the role agent: who asks does not answer',
  });

const ClientsFileSchema = z.strictObject({
  clients: z
    .array(ClientSchema)
    .refine((clients) => new Set(clients.map(({ id }) => id)).size === clients.length, {
      error: 'must not have an id twice',
    }),
});

/** A program that may get access tokens: with a secret, with keys of its own, or public. */
export type ConfiguredClient = z.infer<typeof ClientSchema>;
export type ClientWithSecret = ConfiguredClient & { readonly secret: string };

export class ClientsFileError extends StartError {
  constructor(path: string, fault: string, options?: ErrorOptions) {
    super(`The clients file ${path} is not usable (${fault}): correct it, or move it away.`, options);
  }
}

export class ClientsFileOpenError extends StartError {
  constructor(path: string) {
    super(
      `Others may read the clients file ${path}: give it the mode 0600, or remove it to get new secrets.`,
    );
  }
}

/**
 * Whoever may read the file is not checked: it may be a secret that is mounted with a mode of its own.
 *
 * @throws ClientsFileError in one line, without any secret
 */
export async function readClientsFile(path: string): Promise<readonly ConfiguredClient[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ClientsFileError(path, (cause as Error).message, { cause });
  }
  return parseClients(path, text);
}

/**
 * The clients of an installation on one machine: those of `<home>/clients.json`, which is made with random secrets when
 * it is not there. Those that are made so have the permissions of this version, whichever made the file, and services that
 * came later their client; it is not written again. Not for production: there a secret has to come from whoever runs the installation.
 *
 * @throws ClientsFileError, ClientsFileOpenError in one line, without any secret
 */
export async function clientsOfHome(home: string): Promise<readonly ConfiguredClient[]> {
  const path = join(home, 'clients.json');
  if (process.env.NODE_ENV === 'production') {
    throw new ClientsFileError(
      path,
      'in production none is made: set ENGINE_CLIENT_SECRET, and AUTH_CLIENTS_FILE for auth-service',
    );
  }
  let text: string;
  let open: boolean;
  try {
    text = await readOrCreatePrivateFile(path, () => JSON.stringify({ clients: firstClients() }, null, 2));
    open = await isOpenToOthers(path);
  } catch (cause) {
    throw new ClientsFileError(path, (cause as Error).message, { cause });
  }
  if (open) throw new ClientsFileOpenError(path);
  return withServicesOfNow(parseClients(path, text)).map(withPermissionsOfNow);
}

/** Those of `clientsOfHome` that have a secret. @throws as that */
export async function localClients(home: string): Promise<readonly ClientWithSecret[]> {
  return (await clientsOfHome(home)).filter((client): client is ClientWithSecret => client.secret !== null);
}

function parseClients(path: string, text: string): readonly ConfiguredClient[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new ClientsFileError(path, 'it is not JSON');
  }
  const result = ClientsFileSchema.safeParse(content);
  if (result.success) return result.data.clients;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ClientsFileError(path, faults.join('; '));
}

type MadeClient = Pick<ConfiguredClient, 'id' | 'tenant' | 'roles' | 'permissions'>;

const made = (
  id: string,
  roles: ConfiguredClient['roles'],
  permissions: ConfiguredClient['permissions'] = [],
): MadeClient => ({ id, tenant: DEFAULT_TENANT, roles, permissions });

/** One for each way of using an installation. */
const LOCAL_CLIENTS = [
  made('admin', ['admin'], ['policies:activate-own']),
  made('author', ['author']),
  made('approver', ['approver']),
  made('demo-agent', ['agent']),
  made('auditor', ['auditor']),
  made('platform', ['agent'], ['decisions:on-behalf']),
  made('governance-engine', [], ['constitution:read', 'log:read', 'log:any-tenant']),
  made(
    'ec-service',
    [],
    [
      'constitution:read',
      'policies:read',
      'policies:propose',
      'policies:roll-back',
      'decisions:read',
      'tenants:any',
    ],
  ),
];
/** Services that came after the engine: a file may be older than they are. */
const LATER_SERVICES = ['ec-service'];

const firstClients = (): (MadeClient & Pick<ClientWithSecret, 'secret'>)[] =>
  LOCAL_CLIENTS.map(({ id, ...rights }) => ({
    id,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
    ...rights,
  }));

/** Their secrets follow from that of the engine, so that all who read the file come to the same. */
function withServicesOfNow(clients: readonly ConfiguredClient[]): readonly ConfiguredClient[] {
  const engine = clients.find(({ id, tenant }) => id === 'governance-engine' && tenant === DEFAULT_TENANT);
  const secret = engine?.secret ?? null;
  if (secret === null) return clients;
  const missing = LATER_SERVICES.filter((id) => clients.every((client) => client.id !== id));
  return [
    ...clients,
    ...missing.map((id) =>
      ClientSchema.parse({ id, secret: createHmac('sha256', secret).update(id).digest('base64url') }),
    ),
  ];
}

/** A file that an earlier version has made lacks the permissions that its clients need by now. */
function withPermissionsOfNow(client: ConfiguredClient): ConfiguredClient {
  const now = LOCAL_CLIENTS.find(({ id, tenant }) => id === client.id && tenant === client.tenant);
  return { ...client, permissions: [...new Set([...client.permissions, ...(now?.permissions ?? [])])] };
}
