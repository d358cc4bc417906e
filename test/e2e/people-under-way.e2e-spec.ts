import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import {
  browserOf,
  codeOf,
  enrol,
  keyOn,
  linkIn,
  mailsOf,
  newPerson,
  PASSWORD,
  query,
  signIn,
} from '../support/people.js';

const ACCOUNT = '/api/v1/auth/account';
const SECOND_FACTOR = `${ACCOUNT}/second-factor`;
const NEW = 'quite another row of words';
const isSignedIn = ({ url, status }: Visit): boolean => url.pathname === ACCOUNT && status === 200;
const OTHER_PASSWORD = 'UPDATE auth_service.users SET password_changed_at = now() WHERE id = $1';

describe('what is under way with a password', () => {
  let installation: Installation;
  let email: string;
  let id: string;

  beforeAll(async () => {
    installation = await startInstallation();
  });

  beforeEach(async () => {
    ({ email, id } = await newPerson(installation));
  });

  afterAll(async () => {
    await installation.close();
  });

  /** As if a change were made between what `act` reads and what it writes. */
  async function whileChanging<Result>(change: string, act: () => Promise<Result>): Promise<Result> {
    const database = new Client({ connectionString: installation.database.url });
    await database.connect();
    try {
      await database.query('BEGIN');
      await database.query(change, [id]);
      const state = { isOver: false };
      const acted = act().finally(() => {
        state.isOver = true;
      });
      while (!state.isOver && !(await someoneWaits())) await pause(10);
      await database.query('COMMIT');
      return await acted;
    } finally {
      await database.end();
    }
  }

  async function someoneWaits(): Promise<boolean> {
    const rows = await query(
      installation,
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
         AND query LIKE '%auth_service.users%'`,
    );
    return rows.length > 0;
  }

  it.each([
    ['the password changes', OTHER_PASSWORD],
    ['the person is disabled', 'UPDATE auth_service.users SET disabled_at = now() WHERE id = $1'],
  ])('is no sign-in when %s meanwhile, also not later', async (_, change) => {
    const browser = browserOf(installation);
    const page = await whileChanging(change, () => signIn(browser, email));
    expect(page.status).toBe(400);
    await query(installation, 'UPDATE auth_service.users SET disabled_at = NULL WHERE id = $1', [id]);
    expect(isSignedIn(await browser.open(ACCOUNT))).toBe(false);
    expect(isSignedIn(await signIn(browser, email))).toBe(true);
  });

  it('is no sign-in with a code when the password changed before the code was asked for', async () => {
    const first = browserOf(installation);
    await signIn(first, email);
    const { key } = await enrol(first);
    const browser = browserOf(installation);
    const step = await whileChanging(OTHER_PASSWORD, () => signIn(browser, email));
    expect(step.text).toContain('<h1>Second step</h1>');
    const refused = await browser.submit(step, { fields: { code: codeOf(key) } });
    expect([refused.status, isSignedIn(await browser.open(ACCOUNT))]).toStrictEqual([400, false]);
  });

  it('changes no password that has changed meanwhile', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const page = await browser.open(`${ACCOUNT}/password`);
    const fields = { current: PASSWORD, password: NEW, repeated: NEW };
    const refused = await whileChanging(OTHER_PASSWORD, () => browser.submit(page, { fields }));
    expect(refused.status).toBe(400);
    expect(isSignedIn(await signIn(browserOf(installation), email, NEW))).toBe(false);
  });

  it('sets no second factor up when the password has changed meanwhile', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const page = await browser.open(SECOND_FACTOR);
    const fields = { password: PASSWORD, code: codeOf(keyOn(page)) };
    const refused = await whileChanging(OTHER_PASSWORD, () => browser.submit(page, { fields }));
    expect(refused.status).toBe(400);
    expect(isSignedIn(await signIn(browserOf(installation), email))).toBe(true);
  });

  it('shows the key of a second factor to one session, and another one after a forgotten password', async () => {
    const thief = browserOf(installation);
    await signIn(thief, email);
    const page = await thief.open(SECOND_FACTOR);
    const seen = [keyOn(page), keyOn(await thief.open(SECOND_FACTOR))];

    const owner = browserOf(installation);
    await owner.submit(await owner.open('/api/v1/auth/password/forgotten'), { fields: { email } });
    await mailsOf(installation);
    const link = await owner.open(await linkIn(installation, email));
    await owner.submit(link, { fields: { password: NEW, repeated: NEW } });
    await signIn(owner, email, NEW);
    const own = await owner.open(SECOND_FACTOR);
    expect(seen).not.toContain(keyOn(own));

    const [, enrolment = ''] = /name="enrolment" value="([^"]+)"/.exec(page.text) ?? [];
    const planted = await owner.submit(own, {
      fields: { enrolment, password: NEW, code: codeOf(seen[0] ?? '') },
    });
    expect([planted.status, planted.text.includes('This took too long.')]).toStrictEqual([400, true]);
    const done = await owner.submit(own, { fields: { password: NEW, code: codeOf(keyOn(own)) } });
    expect(done.text).toContain('The second step is set up.');
  });

  it('keeps the key over a wrong code, and nothing of it before the right one', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const page = await browser.open(SECOND_FACTOR);
    const again = await browser.submit(page, { fields: { password: PASSWORD, code: '000000' } });
    expect(keyOn(again)).toBe(keyOn(page));
    expect(
      await query(installation, 'SELECT FROM auth_service.second_factors WHERE user_id = $1', [id]),
    ).toStrictEqual([]);
  });
});
