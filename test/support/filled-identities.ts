import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Client } from 'pg';

/** Of whom the sessions are: the first of `fillUsers`. */
export const COUNTED_PERSON = '01890000-0000-7000-8000-000000000001';
export const COUNTED_CALLER = '01890000-0000-7000-8000-00000000beef';

const UUID = `('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;

/** Rows of a table of auth-service, from a number to a number; `values` is SQL for the columns after the tenant, by `n`. */
const fill =
  (table: string, columns: string, values: string) =>
  async (database: Client, from: number, to: number): Promise<void> => {
    await database.query(
      `INSERT INTO auth_service.${table} (tenant, ${columns}, constitutional_hash)
       SELECT 'default', ${values}, $3 FROM generate_series($1::int, $2::int) AS n`,
      [from, to, CONSTITUTIONAL_HASH],
    );
  };

const LATER = `now() + interval '1 day'`;

export const fillUsers = fill(
  'users',
  'id, email, name, roles, password_hash',
  `${UUID}, 'person-' || n || '@example.com', 'Person', '{auditor}', 'none'`,
);

export const fillInvitations = fill(
  'invitations',
  'id, token_hash, email, name, roles, invited_by, expires_at',
  `${UUID}, sha256(n::text::bytea), 'guest-' || n || '@example.com', 'Guest', '{}', 'admin', ${LATER}`,
);

const fillSessionsOf = (person: string): ReturnType<typeof fill> =>
  fill(
    'user_sessions',
    'user_id, id, token_hash, acr, amr, user_agent, auth_time, expires_at',
    `'${person}', ${UUID}, sha256(('${person}' || n)::bytea), 'urn:acgs:acr:password', '{pwd}', 'test', now(), ${LATER}`,
  );

export const fillSessions = fillSessionsOf(COUNTED_PERSON);
export const fillOwnSessions = fillSessionsOf(COUNTED_CALLER);

export const fillClients = fill(
  'clients',
  'id, secret_hash, roles, permissions',
  `'counted-' || n, sha256('none'), '{}', '{}'`,
);

export const fillAgents = async (database: Client, from: number, to: number): Promise<void> => {
  await database.query(
    `INSERT INTO auth_service.clients (id, secret_hash, tenant, roles, permissions, constitutional_hash)
     SELECT (${UUID})::text, sha256('none'), 'default', '{agent}', '{}', $3 FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
  await fill(
    'agents',
    'id, name, purpose, owner, expires_at',
    `(${UUID})::text, 'Agent', 'test', 'admin', ${LATER}`,
  )(database, from, to);
};

export const fillApiKeys = fill(
  'api_keys',
  'id, name, owner, subject, principal, key_hash, permissions, expires_at',
  `${UUID}, 'Key', 'admin', 'admin', 'client', sha256(n::text::bytea), '{decisions:create}', ${LATER}`,
);

export const fillDelegations = fill(
  'delegations',
  'id, person, granted_by, agent_id, depth, permissions, expires_at',
  `${UUID}, 'admin', 'admin', 'demo-agent', 1, '{decisions:create}', ${LATER}`,
);

export const fillSecurityEvents = fill(
  'security_events',
  'id, kind, subject, detail',
  `${UUID}, 'sign-in', 'somebody', '{}'`,
);

export async function fillRevocations(database: Client, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO acgs.revocations (key, before, expires_at, revision, constitutional_hash)
     SELECT 'key-' || n, 1, extract(epoch FROM now())::bigint + 3600, n, $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, CONSTITUTIONAL_HASH],
  );
}
