import { decodeJwt } from 'jose';
import { hashOfSecret } from '../../apps/auth-service/src/clients/client-secret.js';
import { ApprovalDesk, paymentOf, problemOf } from '../support/approval-desk.js';
import { startGoverned } from '../support/governed.js';
import { askForToken, inHours, registerAgent, tokenOfPerson } from '../support/identities.js';
import type { Installation } from '../support/installation.js';
import { query } from '../support/people.js';

const SECRET = 's'.repeat(40);

describe('a token of a client that was narrowed', () => {
  let installation: Installation;
  let desk: ApprovalDesk;

  beforeAll(async () => {
    installation = await startGoverned();
    desk = new ApprovalDesk(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  /** In the database alone: nowhere else do these rights come together. */
  const addClient = (
    id: string,
    roles: readonly string[],
    permissions: readonly string[],
  ): Promise<unknown> =>
    query(
      installation,
      `INSERT INTO auth_service.clients (id, secret_hash, tenant, roles, permissions, constitutional_hash)
       VALUES ($1, $2, 'default', $3, $4, 'cdd01ef066bc6cf2')`,
      [id, hashOfSecret(SECRET), roles, permissions],
    );

  async function tokenOf(client: { id: string; secret: string }, scope?: string): Promise<string> {
    const form = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
    const { body } = await askForToken(installation, client, form);
    return (body as { access_token: string }).access_token;
  }

  it('answers no approval where the client is an agent', async () => {
    await addClient('robot', ['agent'], ['approvals:answer']);
    const { decisionId } = await desk.escalate();
    for (const scope of [undefined, 'approvals:answer']) {
      const token = await tokenOf({ id: 'robot', secret: SECRET }, scope);
      expect(decodeJwt(token).agent).toBe(true);
      expect(problemOf(await desk.answer(decisionId, 'approve', { token }))).toStrictEqual([
        403,
        'forbidden',
      ]);
    }
  });

  it('answers where the client is none', async () => {
    await addClient('desk', ['approver'], []);
    const { decisionId } = await desk.escalate();
    const token = await tokenOf({ id: 'desk', secret: SECRET }, 'approvals:answer');
    expect(decodeJwt(token)).toMatchObject({ agent: false, roles: [] });
    expect((await desk.answer(decisionId, 'approve', { token })).status).toBe(200);
  });

  it('is an agent’s for one that is registered as such, whatever its roles, and for its keys', async () => {
    const owner = await tokenOfPerson(installation, ['operator', 'agent']);
    const agent = await registerAgent(installation, owner, {
      roles: ['operator'],
      permissions: ['decisions:create'],
    });
    const request = {
      name: 'K',
      agentId: agent.id,
      permissions: ['decisions:create'],
      expiresAt: inHours(1),
    };
    const { body } = await installation.call('auth-service', 'POST', '/api/v1/auth/api-keys', {
      token: owner,
      body: request,
    });
    const { key } = body as { key: string };
    for (const token of [await tokenOf(agent), await tokenOf(agent, 'decisions:create'), key]) {
      const asked = (type: string): object => ({ ...paymentOf(), subject: { type, id: agent.id } });
      const ask = (type: string): ReturnType<ApprovalDesk['call']> =>
        desk.call('POST', '/api/v1/decisions', { token, body: asked(type) });
      expect(problemOf(await ask('person'))).toStrictEqual([403, 'subject-mismatch']);
      expect((await ask('agent')).status).toBe(200);
    }
  });

  it('is taken for an agent’s while it does not say what the client is', async () => {
    const { decisionId } = await desk.escalate();
    const older = { sub: 'older', client_id: 'older', agent: undefined, roles: [] };
    const token = await installation.mint('approver', { ...older, permissions: ['approvals:answer'] });
    expect(decodeJwt(token)).not.toHaveProperty('agent');
    expect(problemOf(await desk.answer(decisionId, 'approve', { token }))).toStrictEqual([403, 'forbidden']);
  });
});
