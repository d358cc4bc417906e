import { AuthorizationSuite, newPkce } from '../support/authorization.js';

const INVALID_GRANT = { error: 'invalid_grant', error_description: 'grant request is invalid' };

describe('a code or refresh token that comes again', () => {
  let suite: AuthorizationSuite;

  beforeAll(async () => {
    suite = await AuthorizationSuite.start();
  });

  afterAll(async () => {
    await suite.close();
  });

  it('renews once: the old one is worth nothing, and its coming again ends the new one, too', async () => {
    const first = await suite.signIn();
    const second = await suite.refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);

    const replayed = await suite.refresh(first.refresh_token);
    expect([replayed.status, replayed.body]).toStrictEqual([400, INVALID_GRANT]);
    const ended = await suite.refresh(second.body.refresh_token);
    expect([ended.status, ended.body]).toStrictEqual([400, INVALID_GRANT]);
  });

  it('succeeds once in 100 uses at the same time, and the family has ended then', async () => {
    const { refresh_token } = await suite.signIn();
    const answers = await Promise.all(Array.from({ length: 100 }, () => suite.refresh(refresh_token)));
    const [won, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toHaveLength(0);
    const lost = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of lost) expect([status, body.error]).toStrictEqual([400, 'invalid_grant']);
    expect((await suite.refresh(won!.body.refresh_token)).status).toBe(400);
  });

  it('is redeemed once in 50 tries at the same time', async () => {
    const pkce = newPkce();
    const code = await suite.codeFor(pkce);
    const answers = await Promise.all(Array.from({ length: 50 }, () => suite.redeem(code, pkce)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect((await suite.refresh(won[0]!.body.refresh_token)).status).toBe(400);
  });

  it('redeemed again ends what came from it', async () => {
    const pkce = newPkce();
    const code = await suite.codeFor(pkce);
    const { body } = await suite.redeem(code, pkce);
    const again = await suite.redeem(code, pkce);
    expect([again.status, again.body]).toStrictEqual([400, INVALID_GRANT]);
    expect((await suite.refresh(body.refresh_token)).status).toBe(400);
  });
});
