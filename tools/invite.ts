import type { Invitation } from '@acgs/contracts';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { endWith, messageOf, readArguments } from './command-line.js';
import { ApiClient } from './installation/api-client.js';

const GATEWAY = `http://127.0.0.1:${process.env.API_GATEWAY_PORT ?? '8080'}`;

const { values, positionals } = readArguments(
  {
    usage: 'npm run invite -- you@example.com "Your Name" [--url http://127.0.0.1:8080]',
    text: `Invites a person to an installation on this machine as an administrator, in the name of its client "admin", and prints the
link where the person chooses a password. With SMTP_URL the link is in the mail alone.

Environment:
  ACGS_HOME         the folder of the installation (.acgs)
  API_GATEWAY_PORT  as for npm start`,
  },
  { url: { type: 'string', default: GATEWAY } },
);

const [email, name] = positionals;
if (email === undefined || name === undefined) endWith('Give an e-mail address and a name; see --help.', 2);
const home = resolve(process.env.ACGS_HOME ?? '.acgs');

try {
  const admin = await ApiClient.login(values.url, home, 'admin');
  const body = { email, name, roles: ['admin'] };
  const invitation = (await admin.expect('POST', '/auth/invitations', body)) as Invitation;
  const link = await linkIn(join(home, 'mail'), invitation.email);
  process.stdout.write(`${link ?? `A mail is on its way to ${invitation.email}.`}\n`);
} catch (error) {
  endWith(`${messageOf(error)}\nIs it running? Start it with npm start.`, 1);
}

/** The link of the newest mail to the address; null when mails don't become files here. */
async function linkIn(folder: string, address: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  for (const file of names.sort().reverse()) {
    const text = (await readFile(join(folder, file), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=');
    if (!text.includes(`<${address}>`)) continue;
    return /https?:\/\/\S+\?token=\S+/.exec(text)?.[0] ?? null;
  }
  return null;
}
