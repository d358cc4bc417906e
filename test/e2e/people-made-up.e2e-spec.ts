import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { PasswordHasher } from '../../apps/auth-service/src/passwords/password-hasher.js';
import type { Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { browserOf, newPerson, PASSWORD, query } from '../support/people.js';
import { statementsOf } from '../support/statement-record.js';

const WRONG = 'another row of words';
/** At the hasher. */
const MORE_THAN_WAIT = 80;

interface Guess {
  readonly tenant?: string;
  readonly email?: string;
  readonly password?: string;
  /** Where it comes from, as the proxy before the service tells. */
  readonly from?: string;
}

describe('guessing what is not there', () => {
  let installation: Installation;
  let email: string;

  beforeAll(async () => {
    installation = await startInstallation({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  });

  beforeEach(async () => {
    ({ email } = await newPerson(installation));
  });

  afterAll(async () => {
    await installation.close();
  });

  async function guess({ tenant = 'default', from = '192.0.2.1', ...more }: Guess): Promise<Visit> {
    const browser = browserOf(installation);
    const page = await browser.open(`/api/v1/auth/sign-in?tenant=${tenant}`);
    return browser.submit(page, {
      fields: { email: 'nobody@example.com', password: WRONG, ...more },
      headers: { 'X-Forwarded-For': from },
    });
  }

  const toldBy = ({ status, text }: Visit): unknown => [
    status,
    text.replace(/name="form" value="[^"]+"/g, '').replaceAll(/tenant=[a-z-]+/g, ''),
  ];

  it('in a tenant that is not there leaves nothing that stays, and gets the same answer after the same work', async () => {
    const database = installation.service('auth-service').app.get(DataSource, { strict: false });
    const answers: unknown[] = [];
    const works: unknown[] = [];
    for (const tenant of ['default', 'made-up']) {
      await guess({ tenant });
      const statements = await statementsOf(database, async () => {
        answers.push(toldBy(await guess({ tenant })));
      });
      works.push(statements.map(({ text }) => text));
    }
    expect(answers[0]).toStrictEqual(answers[1]);
    expect(works[0]).toStrictEqual(works[1]);
    for (const table of ['auth_service.security_events', 'acgs.outbox']) {
      expect(await query(installation, `SELECT FROM ${table} WHERE tenant = 'made-up'`)).toStrictEqual([]);
    }
  });

  it('is the first, tenth, hundredth time an event of the log, for whatever accounts', async () => {
    await query(installation, `DELETE FROM auth_service.security_events WHERE subject = 'unknown'`);
    for (let attempt = 1; attempt <= 12; attempt++) {
      await guess({ email: `nobody-${String(attempt)}@example.com` });
    }
    await guess({ from: '192.0.2.2' });
    const events = await query<{ kind: string; failures: number }>(
      installation,
      `SELECT kind, (detail ->> 'failures')::integer AS failures FROM auth_service.security_events
       WHERE subject = 'unknown' ORDER BY at, id`,
    );
    const kind = 'sign-in-failed';
    expect(events).toStrictEqual([
      { kind, failures: 1 },
      { kind, failures: 10 },
      { kind, failures: 1 },
    ]);
  });

  it('locks no account that is not there for ever: ten failures of one are no event of a lock', async () => {
    await guess({});
    await query(
      installation,
      `UPDATE auth_service.sign_in_attempts SET failures = 9, blocked_until = now() WHERE tenant <> '*'`,
    );
    await guess({});
    expect(
      await query(
        installation,
        `SELECT FROM auth_service.security_events WHERE subject = 'unknown' AND kind = 'account-locked'`,
      ),
    ).toStrictEqual([]);
  });

  it('from the addresses of one IPv6 network counts as from one address', async () => {
    const statuses: number[] = [];
    for (let host = 1; host <= 34; host++) {
      const { status } = await guess({
        email: `nobody-${String(host)}@example.com`,
        from: `2001:db8::${String(host)}`,
      });
      statuses.push(status);
    }
    expect(statuses.slice(0, 30)).toStrictEqual(Array.from({ length: 30 }, () => 400));
    expect(statuses).toContain(429);
    expect((await guess({ from: '2001:db8:0:1::1' })).status).toBe(400);
  });

  it('is not what a sign-in counts as that the service was too busy to look at', async () => {
    const hasher = installation.service('auth-service').app.get(PasswordHasher, { strict: false });
    const state = { isBusy: true };
    const keepBusy = async (): Promise<void> => {
      while (state.isBusy) await hasher.verify(null, WRONG).catch(() => pause(1));
    };
    const busy = Array.from({ length: MORE_THAN_WAIT }, keepBusy);
    while ((await guess({ email, password: PASSWORD })).status !== 503);
    state.isBusy = false;
    await Promise.all(busy);
    const counted = await query(installation, 'SELECT FROM auth_service.sign_in_attempts WHERE failures > 0');
    expect(counted).toStrictEqual([]);
    expect((await guess({ email, password: PASSWORD })).url.pathname).toBe('/api/v1/auth/account');
  });
});
