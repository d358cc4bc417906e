import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { SignInAttempts } from '../../apps/auth-service/src/sign-in/sign-in-attempts.js';
import type { Visit } from '../support/form-browser.js';
import { type Installation, startInstallation } from '../support/installation.js';
import {
  browserOf,
  codeOf,
  enrol,
  eventsOf,
  mailsOf,
  newPerson,
  PASSWORD,
  query,
  signIn,
} from '../support/people.js';
import { type Statement, statementsOf } from '../support/statement-record.js';

const WRONG = 'another row of words';
const UNKNOWN = 'nobody@example.com';
const isSignedIn = ({ url }: Visit): boolean => url.pathname === '/api/v1/auth/account';

describe('guessing', () => {
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

  const guess = (address = email, password = WRONG): Promise<Visit> =>
    signIn(browserOf(installation), address, password);

  /** As if so many failures lay behind each account and second factor, and the waits were over. */
  const haveFailed = (failures: number): Promise<unknown> =>
    query(
      installation,
      `UPDATE auth_service.sign_in_attempts SET failures = $1, blocked_until = now() WHERE tenant <> '*'`,
      [failures],
    );

  /** What an answer tells, but for what differs between any two. */
  const toldBy = ({ status, headers, text }: Visit, address: string): unknown => ({
    status,
    text: text.replaceAll(address, '').replace(/name="form" value="[^"]+"/g, ''),
    headers: [...headers]
      .filter(([name]) => !['date', 'x-request-id', 'set-cookie', 'content-length'].includes(name))
      .sort(),
  });

  it('makes an account wait after five failures, and longer with each one', async () => {
    await guess();
    const waits: number[] = [];
    for (const failures of [3, 4, 5, 6, 7, 8, 9]) {
      await haveFailed(failures);
      await guess();
      const [row] = await query<{ seconds: number }>(
        installation,
        `SELECT greatest(0, round(extract(epoch FROM blocked_until - (forgotten_at - interval '900 s'))))::integer AS seconds
         FROM auth_service.sign_in_attempts WHERE tenant <> '*'`,
      );
      waits.push(row?.seconds ?? -1);
    }
    expect(waits).toStrictEqual([0, 1, 2, 4, 8, 16, 900]);
  });

  it('locks an account in every process, and says nothing of it: the right password gets the same answer', async () => {
    await guess();
    await haveFailed(9);
    const wrong = await guess();
    const right = await guess(email, PASSWORD);
    expect(isSignedIn(right)).toBe(false);
    expect(toldBy(right, email)).toStrictEqual(toldBy(wrong, email));
    const events = await eventsOf(installation, id);
    expect(events.filter((kind) => kind === 'account-locked')).toHaveLength(1);
    expect(events.filter((kind) => kind === 'sign-in-failed')).toHaveLength(3);
    await query(installation, `UPDATE auth_service.sign_in_attempts SET blocked_until = now()`);
    expect(isSignedIn(await guess(email, PASSWORD))).toBe(true);
  });

  it('at the same time is counted one by one: no more than five of many are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess()));
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([400]));
    const [row] = await query<{ failures: number }>(
      installation,
      `SELECT failures FROM auth_service.sign_in_attempts WHERE tenant <> '*'`,
    );
    expect(row?.failures).toBe(5);
  });

  it('starts from nothing after a success, and the failures of others count for the address alone', async () => {
    await guess();
    await haveFailed(4);
    expect(isSignedIn(await guess(email, PASSWORD))).toBe(true);
    const rows = await query(installation, `SELECT 1 FROM auth_service.sign_in_attempts WHERE tenant <> '*'`);
    expect(rows).toStrictEqual([]);
  });

  it('from one address ends in 429 for all accounts of it, before any work', async () => {
    await guess();
    await query(
      installation,
      `UPDATE auth_service.sign_in_attempts SET failures = 100, blocked_until = now() + interval '900 s' WHERE tenant = '*'`,
    );
    const hashes = await hashesMade();
    for (const address of [email, UNKNOWN]) {
      const { status, headers, text } = await guess(address, PASSWORD);
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
      expect(text).toContain('Too many attempts came from this address.');
    }
    expect(await hashesMade()).toBe(hashes);
  });

  it('codes is slowed down and locked as passwords are', async () => {
    const browser = browserOf(installation);
    await signIn(browser, email);
    const { key } = await enrol(browser);
    const own = browserOf(installation);
    const step = await signIn(own, email);
    await own.submit(step, { fields: { code: '000000' } });
    await haveFailed(9);
    await own.submit(step, { fields: { code: '000000' } });
    const right = await own.submit(step, { fields: { code: codeOf(key) } });
    expect(isSignedIn(right)).toBe(false);
    expect(right.text).toContain('This code is not right, or was used.');
    expect(await eventsOf(installation, id)).toContain('account-locked');
  });

  const forgetAll = (): Promise<unknown> =>
    query(
      installation,
      `UPDATE auth_service.sign_in_attempts SET forgotten_at = now(), blocked_until = now()`,
    );

  it('is forgotten in time, and what is forgotten is pruned', async () => {
    await guess();
    await haveFailed(9);
    await guess();
    await forgetAll();
    await guess();
    const left = (): Promise<{ failures: number }[]> =>
      query(installation, `SELECT failures FROM auth_service.sign_in_attempts WHERE tenant <> '*'`);
    expect(await left()).toStrictEqual([{ failures: 1 }]);
    await forgetAll();
    const { app } = installation.service('auth-service');
    await app.get(SignInAttempts, { strict: false }).prune();
    expect(await left()).toStrictEqual([]);
  });

  const hashesMade = async (): Promise<number> => {
    const registry = installation.service('auth-service').app.get(Registry, { strict: false });
    const { values } = await registry.getSingleMetric('acgs_password_hashes_total')!.get();
    return values.reduce((sum, { value }) => sum + value, 0);
  };

  interface Work {
    readonly hashes: number;
    readonly statements: readonly string[];
  }

  async function workOf(act: () => Promise<unknown>): Promise<Work> {
    const before = await hashesMade();
    const database = installation.service('auth-service').app.get(DataSource, { strict: false });
    const statements = await statementsOf(database, act);
    return {
      hashes: (await hashesMade()) - before,
      statements: statements.map(({ text }: Statement) => text),
    };
  }

  it.each([
    ['at first', 0],
    ['when it waits', 6],
    ['when it is locked by this very guess', 9],
  ])(
    'an account that is there takes the same work and gets the same answer as one that is not, %s',
    async (_, failures) => {
      const answers: unknown[] = [];
      const works: Work[] = [];
      for (const address of [email, UNKNOWN]) {
        await guess(address);
        await haveFailed(failures);
        const browser = browserOf(installation);
        const page = await browser.open('/api/v1/auth/sign-in');
        works.push(
          await workOf(async () => {
            answers.push(
              toldBy(await browser.submit(page, { fields: { email: address, password: WRONG } }), address),
            );
          }),
        );
      }
      expect(works[0]?.hashes).toBe(1);
      expect(works[0]?.statements.length).toBeGreaterThan(3);
      expect(works[0]).toStrictEqual(works[1]);
      expect(answers[0]).toStrictEqual(answers[1]);
    },
  );

  it('with a forgotten password, too: what differs is done once the answer has left', async () => {
    const answers: unknown[] = [];
    for (const address of [email, UNKNOWN]) {
      const browser = browserOf(installation);
      const page = await browser.open('/api/v1/auth/password/forgotten');
      answers.push(toldBy(await browser.submit(page, { fields: { email: address } }), address));
    }
    expect(answers[0]).toStrictEqual(answers[1]);
    const mails = await mailsOf(installation);
    expect(mails.filter((mail) => mail.includes('A new password') && mail.includes(email))).toHaveLength(1);
    expect(mails.filter((mail) => mail.includes(UNKNOWN))).toHaveLength(0);
  });
});
