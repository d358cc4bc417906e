import { messageOf } from '../command-line.js';
import type { Check, Patient } from './check.js';
import { CHECKS } from './checks/all-checks.js';
import { DatabaseView } from './database-view.js';
import { type Deployment, secretsOf } from './deployment.js';
import { fail, type Finding, NotAtHandError, skipped } from './finding.js';
import { viewOf } from './service-view.js';

const CHECK_MILLISECONDS = 15_000;

export interface NamedFinding extends Finding {
  readonly check: string;
}

/** The checks, each of them unless told, on a deployment; none fails another. No secret of the addresses is in what they say. */
export async function examine(
  deployment: Deployment,
  progress: (text: string) => void = () => undefined,
  checks: readonly Check[] = CHECKS,
): Promise<NamedFinding[]> {
  const known = [...deployment.services].flatMap(([name, url]) => (url === null ? [] : [{ name, url }]));
  progress('services and database');
  const [services, database] = await Promise.all([
    Promise.all(known.map(({ name, url }) => viewOf(name, url))),
    DatabaseView.open(deployment.databaseUrl),
  ]);
  const findings: NamedFinding[] = [];
  try {
    for (const check of checks) {
      progress(check.name);
      const found = await findingsOf(check, { deployment, services, database });
      findings.push(...found.map((finding) => ({ check: check.name, ...finding })));
    }
  } finally {
    await database.close();
  }
  return findings.map((finding) => withoutSecrets(finding, secretsOf(deployment)));
}

async function findingsOf(check: Check, patient: Patient): Promise<Finding[]> {
  const ended = new AbortController();
  try {
    return await Promise.race([check.run(patient), overtime(ended.signal)]);
  } catch (error) {
    if (error instanceof NotAtHandError) return [skipped(error.subject, error.message, error.advice)];
    return [fail(check.name, `could not be checked: ${messageOf(error)}`, 'See what this part says itself.')];
  } finally {
    ended.abort();
  }
}

const overtime = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`it took more than ${String(CHECK_MILLISECONDS / 1000)} s`));
    }, CHECK_MILLISECONDS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });

function withoutSecrets(finding: NamedFinding, secrets: readonly string[]): NamedFinding {
  const clean = (text: string): string =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  return { ...finding, saw: clean(finding.saw), advice: clean(finding.advice) };
}
