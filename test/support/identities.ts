import { ACR, type AgentWithSecret } from '@acgs/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Installation } from './installation.js';

/** RFC 3339; hours from now. */
export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A token of a person who holds these roles, and has just signed in with a second factor. */
export const tokenOfPerson = (
  installation: Installation,
  roles: readonly string[],
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  installation.mint('author', {
    sub: randomUUID(),
    principal: 'person',
    roles,
    jti: randomUUID(),
    acr: ACR.mfa,
    auth_time: Math.floor(Date.now() / 1000),
    ...claims,
  });

export async function registerAgent(
  installation: Installation,
  token: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<AgentWithSecret> {
  const agent = { name: 'Invoices', purpose: 'Pays invoices', expiresAt: inHours(1), ...body };
  const answer = await installation.call('auth-service', 'POST', '/api/v1/auth/agents', {
    token,
    body: agent,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as AgentWithSecret;
}

/** Client credentials of an agent; what else the form has goes along. */
export const askForToken = (
  installation: Installation,
  { id, secret }: Pick<AgentWithSecret, 'id' | 'secret'>,
  form: Readonly<Record<string, string>> = { grant_type: 'client_credentials' },
): Promise<Answer> =>
  installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
    as: null,
    body: new URLSearchParams({ client_id: id, client_secret: secret, ...form }),
  });

export async function tokenOfAgent(
  installation: Installation,
  agent: Pick<AgentWithSecret, 'id' | 'secret'>,
): Promise<string> {
  const { status, body } = await askForToken(installation, agent);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { access_token: string }).access_token;
}

/** The first answer with that status. */
export async function becomes(status: number, ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer.status === status) return answer;
    await pause(20);
  }
}
