import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { textTable } from '../../tools/text-table.js';
import { type MeasuredInstallation, withMeasuredInstallation } from '../performance/measured-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { ChangedFolder } from './folder-changes.js';
import { RowChanges } from './row-changes.js';
import { seededRandom } from './seeded-random.js';
import { filledLog, newWitness, requireVerified, type Witness } from './tampered-log.js';
import { type Attempt, Tampering } from './tampering.js';

const POLICIES = 3;
const FOUND = 1;
const SHOWN = 5;
/** Of so many changes one is of a row, and of as many of these one of a tile's. */
const ROW_EVERY = 16;
const TILE_ROW_EVERY = 512;
const ENVIRONMENT = {
  LOG_LEVEL: 'fatal',
  LOG_PERSONAL_FIELDS: '/context/channel',
  // The monitor would find the changes before anybody outside does.
  LOG_MONITOR_SECONDS: '3600',
};

export const command: FaultCommand = {
  name: 'faults -- tampering',
  summary:
    'changes rows, files, receipts and bundles of a log, one at a time, and looks whether acgs-verify finds it',
  cycles: { usual: 800, long: 10_000 },
  run: (options) => {
    const witness = newWitness();
    const environment = { ...ENVIRONMENT, LOG_WITNESS_KEYS: witness.verifierKey };
    return withMeasuredInstallation(
      { progress: options.progress, policies: POLICIES, environment },
      async (measured) => {
        const folder = await mkdtemp(join(tmpdir(), 'acgs-tampering-'));
        const database = new Client({ connectionString: measured.installation.databaseUrl });
        await database.connect();
        try {
          // Triggers that keep entries as they are do not fire for whoever may say this.
          await database.query('SET session_replication_role = replica');
          return measurementOf(await tamper(measured, witness, database, folder, options), options);
        } finally {
          await database.end();
          await rm(folder, { recursive: true });
        }
      },
    );
  },
};

async function tamper(
  measured: MeasuredInstallation,
  witness: Witness,
  database: Client,
  folder: string,
  { cycles, seed, control, progress }: FaultOptions,
): Promise<Attempt[]> {
  progress('filling the log');
  const log = await filledLog(measured, folder, witness, !control);
  const { outsider, copy, url } = log;
  const folderOutsider = outsider.alsoKnowing('--witness', witness.verifierKey);
  const random = seededRandom(seed);
  const tampering = new Tampering(
    log,
    await ChangedFolder.of(copy, log.earlierCosigned),
    folderOutsider,
    new RowChanges(database, log),
    measured.installation,
    measured.admin,
    random,
  );
  const unchanged = async (): Promise<void> => {
    requireVerified(await folderOutsider.verify('folder', copy));
    requireVerified(await outsider.verify('log', url));
    for (const receipt of log.receipts) {
      requireVerified(await outsider.verifyDocument('receipt', JSON.stringify(receipt), receipt.entryId));
    }
    for (const bundle of log.bundles) {
      const { entryId } = bundle.receipt;
      requireVerified(await outsider.verifyDocument('bundle', JSON.stringify(bundle), entryId));
    }
  };
  await unchanged();
  const attempts: Attempt[] = [];
  while (attempts.length < cycles) {
    const attempt = await nextOf(tampering, attempts.length, random);
    if (attempt !== null) attempts.push(attempt);
    if (attempts.length % 50 === 0) progress(`change ${String(attempts.length)} of ${String(cycles)}`);
  }
  await unchanged();
  return attempts;
}

function nextOf(tampering: Tampering, number: number, random: () => number): Promise<Attempt | null> {
  if (number % TILE_ROW_EVERY === TILE_ROW_EVERY - 1) return tampering.ofTileRow();
  if (number % ROW_EVERY === ROW_EVERY - 1) return tampering.ofRow();
  if (random() < 0.4) return tampering.ofFolder();
  return tampering.ofDocument(random() < 0.5 ? 'receipt' : 'bundle');
}

function measurementOf(attempts: readonly Attempt[], { seed, control }: FaultOptions): Measurement {
  const missed = attempts.filter(({ code }) => code !== FOUND);
  const kinds = [...new Set(attempts.map(({ kind }) => kind))].sort();
  const count = (all: readonly Attempt[], kind: string): number =>
    all.filter((one) => one.kind === kind).length;
  const rows = kinds.map((kind) => [kind, String(count(attempts, kind)), String(count(missed, kind))]);
  return {
    figures: [
      figureOnly('cycles', attempts.length, 'changes', 'higher'),
      figureAtMost('undetected', missed.length, 'changes', 0),
    ],
    context: {
      seed,
      on: control ? 'without the last checkpoint: rollbacks are not found' : 'the last checkpoint is known',
      changes: Object.fromEntries(kinds.map((kind) => [kind, count(attempts, kind)])),
    },
    table: [
      ...textTable([['change of', 'made', 'not found'], ...rows]),
      `seed ${String(seed)}`,
      ...missed
        .slice(0, SHOWN)
        .map(
          ({ kind, what, code, words }) =>
            `NOT FOUND ${kind}, exit code ${String(code)}: ${words}\n  ${what}`,
        ),
    ].join('\n'),
  };
}
