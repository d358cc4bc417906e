import { Client } from 'pg';
import type { MeasuredInstallation } from '../measured-installation.js';

/** What is measured is not what it should be: the figures would tell something else than they say. */
export class NotMeasurableError extends Error {}

/**
 * Record on, gateway in, hash enforced, tokens asked for, callers counted.
 *
 * @throws NotMeasurableError
 */
export async function checkWhatIsMeasured({ installation, agent }: MeasuredInstallation): Promise<void> {
  const url = `${installation.url('api-gateway')}/api/v1/decisions`;
  const bare = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${agent.token}` },
    body: '{}',
  });
  if (bare.status !== 428) {
    throw new NotMeasurableError(
      `The gateway answers ${String(bare.status)} to a request without the hash, not 428.`,
    );
  }
  const headers = { ...agent.headers, Authorization: '' };
  const withoutToken = await fetch(url, { method: 'POST', headers, body: '{}' });
  if (withoutToken.status !== 401) {
    throw new NotMeasurableError(
      `The gateway answers ${String(withoutToken.status)} to a request without a token, not 401.`,
    );
  }
  const counted = await fetch(url, { method: 'POST', headers: agent.headers, body: '{}' });
  if (!counted.headers.has('ratelimit'))
    throw new NotMeasurableError('The gateway does not count its callers.');
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await ask<Record<string, string>>(installation.databaseUrl, `SHOW ${setting}`);
    if (row?.[setting] !== 'on') throw new NotMeasurableError(`${setting} of PostgreSQL is off.`);
  }
}

/** How many decisions are on disk. */
export async function recordedDecisions(databaseUrl: string): Promise<number> {
  const text = 'SELECT count(*) AS count FROM governance_engine.decisions';
  const [row] = await ask<{ count: string }>(databaseUrl, text);
  return Number(row?.count);
}

async function ask<Row extends object>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
