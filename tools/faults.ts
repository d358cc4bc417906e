import { randomInt } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FaultCommand, FaultResult } from '../test/faults/fault-command.js';
import {
  endProgress,
  endWith,
  messageOf,
  progressLine,
  readArguments,
  report,
  wholeNumber,
} from './command-line.js';

const FAULTS: Readonly<Record<string, () => Promise<{ command: FaultCommand }>>> = {
  decisions: () => import('../test/faults/decisions.fault.js'),
  log: () => import('../test/faults/log.fault.js'),
  redis: () => import('../test/faults/redis.fault.js'),
  requests: () => import('../test/faults/requests.fault.js'),
  soak: () => import('../test/faults/soak.fault.js'),
  tampering: () => import('../test/faults/tampering.fault.js'),
  table: () => import('../test/faults/table.fault.js'),
  upgrade: () => import('../test/faults/upgrade.fault.js'),
  workers: () => import('../test/faults/workers.fault.js'),
};

const { values, positionals } = readArguments(
  {
    usage: 'npm run faults -- [NAME] [--only ROW] [--long] [--cycles N] [--seed N] [OPTION]...',
    text: `Breaks what a decision needs under load, and exits with 1 when something is lost, doubled, wrongly allowed or not
found, or when a request fails that must not.

NAME        table      all of what follows but tampering, and more, one after another under one load: every row of the failure
                       table, with a checker over what clients saw; this one unless told
            decisions  PostgreSQL is killed while two engines record decisions
            log        PostgreSQL and the process that grows the log are killed, and that is paused, in turn
            redis      Redis is killed, paused, flushed, full, read-only and cut off, in turn
            requests   requests of every form that the OpenAPI document allows, and others; the answers are held against it
            soak       every service under a mixed load, with a row of the failure table each minute: memory, descriptors and
                       log lines all the while
            tampering  rows, files, receipts and bundles of the log are changed, each for acgs-verify to find it
            upgrade    the release before, from its tag, is replaced by this one, service by service, and comes back
            workers    every service replaces its workers, one service after another
--cycles N  how often (20; table 8, a sample of its rows; tampering 800; requests 10 000; soak 5, one a minute)
--long      as often as for publication (100; table 200; tampering 10 000; requests 100 000; soak 60)
--minutes N of soak, how long; the same as --cycles
--rate N    of soak, decisions a second (300); a tenth as many other requests come on top
--report FILE    of soak, where a page with plots goes
--plots FOLDER   of soak, where the plots go as memory.svg and descriptors.svg
--only ROW  of the table and of soak, the rows with this in their names: --only 'Redis'
--seed N    of the moments at which it happens; chosen and printed unless told
--control   not for redis and requests: tampering without the last checkpoint, decisions and log with PostgreSQL's synchronous_commit off, workers that are killed instead of replaced, to see that
            losses are found: must miss its reach
--json      ends with one line of JSON`,
  },
  {
    json: { type: 'boolean', default: false },
    control: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    cycles: { type: 'string' },
    minutes: { type: 'string' },
    rate: { type: 'string' },
    report: { type: 'string' },
    plots: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
);

const [name = 'table'] = positionals;
const load = FAULTS[name];
if (load === undefined) endWith(`There is no such run "${name}". Try: npm run faults -- --help`, 2);
const { command } = await load();
const { usual, long } = command.cycles ?? { usual: 20, long: 100 };
const options = {
  cycles: wholeNumber(
    'cycles',
    values.minutes ?? values.cycles ?? String(values.long ? long : usual),
    1_000_000,
  ),
  seed: wholeNumber('seed', values.seed, 2 ** 31),
  control: values.control,
  only: values.only ?? null,
  rate: values.rate === undefined ? null : wholeNumber('rate', values.rate, 10_000),
  progress: progressLine,
};
try {
  const { report: drawn, ...measurement } = await command.run(options);
  endProgress();
  if (drawn !== undefined) await writeReport(drawn);
  report(command.name, measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

async function writeReport({ page, plots }: NonNullable<FaultResult['report']>): Promise<void> {
  if (values.report !== undefined) {
    await writeFile(values.report, page);
    process.stdout.write(`The page with the plots is ${resolve(values.report)}\n`);
  }
  if (values.plots === undefined) return;
  await mkdir(values.plots, { recursive: true });
  for (const [name, svg] of Object.entries(plots)) await writeFile(join(values.plots, `${name}.svg`), svg);
}
