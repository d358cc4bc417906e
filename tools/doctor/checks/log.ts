import { setTimeout as pause } from 'node:timers/promises';
import { answering, type Check, type Patient } from '../check.js';
import { fail, type Finding, NotAtHandError, ok, skipped, warn } from '../finding.js';
import { reasonOf } from '../service-view.js';
import { readCheckpoint, readLogKeys, rootFromTiles } from '../log-reading.js';

const WAIT_MILLISECONDS = 3000;
const TAMPERED = 'Repair nothing yet: docs/runbooks.md, and let an auditor run npm run verify.';

/** The log is signed, grows and nothing else, is fed, and its monitor has found nothing. */
export const LOG: Check = {
  name: 'log',
  run: async (patient) => {
    const waiting = await outboxOf(patient);
    const heads = await headsOf(patient).catch((error: unknown) => [
      fail('checkpoint', reasonOf(error), 'See whether integrity-service runs: docs/runbooks.md.'),
    ]);
    return [...heads, await waiting(), monitorOf(patient), missingOf(patient)];
  },
};

/** From integrity-service, or through the gateway; what is signed is held against the log's own keys and tiles. */
async function headsOf(patient: Patient): Promise<Finding[]> {
  const source =
    answering(patient).find(({ name }) => name === 'integrity-service') ??
    answering(patient).find(({ name }) => name === 'api-gateway');
  if (source === undefined)
    return [skipped('checkpoint', 'nobody who has it answers', 'See the check services.')];
  const keys = await readLogKeys(source.url);
  const first = await readCheckpoint(source.url, keys);
  await pause(WAIT_MILLISECONDS);
  const second = await readCheckpoint(source.url, keys);
  const faults = [first, second].flatMap((head) => ('fault' in head ? [head.fault] : []));
  if ('fault' in first || 'fault' in second) return [fail('checkpoint', faults.join('; '), TAMPERED)];
  if (second.size < first.size)
    return [
      fail('checkpoint', `shrank from ${String(first.size)} to ${String(second.size)} leaves`, TAMPERED),
    ];
  for (const { size, root } of [first, second]) {
    if (!root.equals(await rootFromTiles(source.url, size)))
      return [fail('tree', `its tiles do not give the signed root of ${String(size)} leaves`, TAMPERED)];
  }
  return [
    ok('checkpoint', `${String(second.size)} leaves, signed by a key of the log`),
    ok('tree', `its tiles give the signed roots of ${String(first.size)} and ${String(second.size)} leaves`),
  ];
}

interface OutboxRow {
  readonly count: string;
  readonly oldest: string | null;
}

/** Looks once, and gives a second look, by which the oldest row should have gone. */
async function outboxOf({ database }: Patient): Promise<() => Promise<Finding>> {
  const read = (): Promise<OutboxRow> =>
    database.row<OutboxRow>('SELECT count(*), min(id)::text AS oldest FROM acgs.outbox');
  const first = await read().catch((error: unknown) => {
    if (error instanceof NotAtHandError) return error;
    throw error;
  });
  return async () => {
    if (first instanceof NotAtHandError) return skipped('outbox', first.message, first.advice);
    const second = await read();
    const saw = `${second.count} rows wait for the log`;
    return second.oldest !== null && second.oldest === first.oldest
      ? fail(
          'outbox',
          `${saw}, and the oldest has not moved`,
          'See whether integrity-service runs: docs/runbooks.md.',
        )
      : ok('outbox', saw);
  };
}

function monitorOf(patient: Patient): Finding {
  const faults = integrityFigure(patient, 'acgs_log_monitor_faults');
  if (faults === null)
    return skipped('monitor', 'its figures are not to be seen', 'Set INTEGRITY_SERVICE_URL.');
  return faults === 0
    ? ok('monitor', 'has found nothing')
    : fail(
        'monitor',
        `has found ${String(faults)} faults; /health/ready of the service names them`,
        TAMPERED,
      );
}

function missingOf(patient: Patient): Finding {
  const missing = integrityFigure(patient, 'acgs_log_missing_total');
  if (missing === null)
    return skipped(
      'records',
      'the figures of integrity-service are not to be seen',
      'Set INTEGRITY_SERVICE_URL.',
    );
  return missing === 0
    ? ok('records', 'none was gone when the log wanted it')
    : warn(
        'records',
        `${String(missing)} were gone before they came into the log`,
        'Find out who deleted them.',
      );
}

const integrityFigure = (patient: Patient, name: string): number | null =>
  answering(patient)
    .find((service) => service.name === 'integrity-service')
    ?.metrics?.sum(name) ?? null;
