import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { Client, type QueryResultRow } from 'pg';
import { Mailer } from '../../apps/auth-service/src/mail/mailer.js';
import { FormBrowser, type Visit } from './form-browser.js';
import type { Installation } from './installation.js';

export const PASSWORD = 'a tidy row of words';

export interface Invitee {
  readonly email: string;
  readonly name?: string;
  readonly roles?: readonly string[];
}

export const browserOf = (installation: Installation): FormBrowser =>
  new FormBrowser(installation.url('auth-service'));

export const invite = (
  installation: Installation,
  { email, name = 'Ada Lovelace', roles = [] }: Invitee,
): ReturnType<Installation['call']> =>
  installation.call('auth-service', 'POST', '/api/v1/auth/invitations', { body: { email, name, roles } });

/** The mails of the installation's folder, oldest first, once none is under way. */
export async function mailsOf(installation: Installation): Promise<string[]> {
  await installation.service('auth-service').app.get(Mailer, { strict: false }).settled();
  const folder = join(installation.home, 'mail');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), 'utf8')));
}

/** The path of the link in the newest mail to this address. */
export async function linkIn(installation: Installation, email: string): Promise<string> {
  const mails = (await mailsOf(installation)).filter((mail) => mail.includes(`<${email}>`));
  const text = (mails.at(-1) ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const [link] = /https?:\/\/\S+\?token=\S+/.exec(text) ?? [];
  if (link === undefined) throw new Error(`there is no link in ${text}`);
  const { pathname, search } = new URL(link);
  return pathname + search;
}

/** Invites and accepts, in a browser that nobody else uses; gives the id of the person. */
export async function joined(installation: Installation, invitee: Invitee): Promise<string> {
  const { status, body } = await invite(installation, invitee);
  if (status !== 201) throw new Error(`not invited: ${JSON.stringify(body)}`);
  await accept(installation, browserOf(installation), invitee.email);
  const [row] = await query<{ id: string }>(
    installation,
    'SELECT id FROM auth_service.users WHERE email = $1',
    [invitee.email],
  );
  if (row === undefined) throw new Error(`${invitee.email} has not joined`);
  return row.id;
}

export interface NewPerson {
  readonly email: string;
  readonly id: string;
}

/** Somebody of whom no other test has heard, with nothing counted against anybody. */
export async function newPerson(
  installation: Installation,
  more: Omit<Invitee, 'email'> = {},
): Promise<NewPerson> {
  const email = `person-${randomUUID()}@example.com`;
  const id = await joined(installation, { email, ...more });
  await query(installation, 'DELETE FROM auth_service.sign_in_attempts');
  return { email, id };
}

export async function accept(
  installation: Installation,
  browser: FormBrowser,
  email: string,
): Promise<Visit> {
  const page = await browser.open(await linkIn(installation, email));
  return browser.submit(page, { fields: { password: PASSWORD, repeated: PASSWORD } });
}

export async function query<Row extends QueryResultRow>(
  installation: Installation,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: installation.database.url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const SIGN_IN = '/api/v1/auth/sign-in';

/** On the page of auth-service itself, with a password alone; shows what comes then. */
export async function signIn(browser: FormBrowser, email: string, password = PASSWORD): Promise<Visit> {
  return browser.submit(await browser.open(SIGN_IN), { fields: { email, password } });
}

/** The key that a page shows for an authenticator app. */
export function keyOn({ text }: Visit): string {
  const [, key] = /Key: <span class="code">([A-Z2-7 ]+)<\/span>/.exec(text) ?? [];
  if (key === undefined) throw new Error(`there is no key on ${text}`);
  return key.replaceAll(' ', '');
}

/** The code of an authenticator app, so many steps from now. */
export const codeOf = (key: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * 30_000 });

export const recoveryCodesOn = ({ text }: Visit): string[] =>
  [...text.matchAll(/<li>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})<\/li>/g)].map(([, code]) => code ?? '');

export interface Enrolled {
  readonly key: string;
  readonly recoveryCodes: readonly string[];
}

/** Sets a second factor up on the account page, in a browser that is signed in. Its code of the step before is used up. */
export async function enrol(browser: FormBrowser): Promise<Enrolled> {
  const page = await browser.open('/api/v1/auth/account/second-factor');
  const key = keyOn(page);
  const done = await browser.submit(page, { fields: { password: PASSWORD, code: codeOf(key, -1) } });
  return { key, recoveryCodes: recoveryCodesOn(done) };
}

export async function eventsOf(installation: Installation, subject: string): Promise<string[]> {
  const rows = await query<{ kind: string }>(
    installation,
    'SELECT kind FROM auth_service.security_events WHERE subject = $1 ORDER BY at, id',
    [subject],
  );
  return rows.map(({ kind }) => kind);
}
