import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { ConstitutionVersion } from '@acgs/contracts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './installation/api-client.js';
import type { Installation } from './installation/installation.js';
import { SERVICES } from './installation/service-process.js';
import { PROJECT_FOLDER } from './project-folder.js';

const FOLDER = join(PROJECT_FOLDER, 'examples', 'demonstration');

/** Ratifies the demonstration's rules where there are none, and prints where everything is and what to paste. */
export async function demonstrate(installation: Installation, seconds: number): Promise<void> {
  const admin = await installation.login('admin');
  const version = await loadDemonstrationRules(admin);
  await installation.decidesBy(version);
  const agent = await installation.login('demo-agent');
  const request = await readFile(join(FOLDER, 'request.json'), 'utf8');
  const addresses = SERVICES.map((name) => `  ${name.padEnd(20)} ${installation.url(name)}/docs`);
  process.stdout.write(`
ACGS runs under the constitutional hash ${CONSTITUTIONAL_HASH} (${seconds.toFixed(1)} s)

${addresses.join('\n')}
  ${'PostgreSQL'.padEnd(20)} ${addressOf(installation.databaseUrl)}
  ${'clients and keys'.padEnd(20)} ${installation.home}

The first person comes in with: npm run invite -- you@example.com 'Your Name'

An agent asks whether it may pay somebody it has never paid. Paste this (the token is good for 12 hours):

curl -s ${agent.baseUrl}/api/v1/decisions \\
  -H '${CONSTITUTIONAL_HASH_HEADER}: ${CONSTITUTIONAL_HASH}' \\
  -H 'Content-Type: application/json' \\
  -H 'Authorization: Bearer ${agent.token}' \\
  -d '${JSON.stringify(JSON.parse(request))}'

Ctrl-C stops everything.
`);
}

/** Ratifies them where there are no rules. Gives the version of the constitution that is in force then. */
export async function loadDemonstrationRules(admin: ApiClient): Promise<number> {
  const { status } = await admin.call('GET', '/constitution');
  if (status !== 404) return versionOf(await admin.expect('GET', '/constitution'));
  const policies = join(FOLDER, 'policies');
  for (const file of (await readdir(policies)).sort()) {
    await admin.expect('POST', '/policies?activate=true', await readFile(join(policies, file), 'utf8'));
  }
  const constitution = await readFile(join(FOLDER, 'constitution.yaml'), 'utf8');
  return versionOf(await admin.expect('POST', '/constitution/versions', constitution));
}

const versionOf = (answer: unknown): number => (answer as ConstitutionVersion).version;

function addressOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `postgres://${host}${pathname}`;
}
