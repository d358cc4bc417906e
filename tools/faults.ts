import { randomInt } from 'node:crypto';
import type { FaultCommand } from '../test/faults/fault-command.js';
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
  tampering: () => import('../test/faults/tampering.fault.js'),
  table: () => import('../test/faults/table.fault.js'),
  upgrade: () => import('../test/faults/upgrade.fault.js'),
  workers: () => import('../test/faults/workers.fault.js'),
};

const { values, positionals } = readArguments(
  {
    usage: 'npm run faults -- [NAME] [--only ROW] [--long] [--cycles N] [--seed N] [--control] [--json]',
    text: `Breaks what a decision needs under load, and exits with 1 when something is lost, doubled, wrongly allowed or not
found, or when a request fails that must not.

NAME        table      all of what follows but tampering, and more, one after another under one load: every row of the failure
                       table, with a checker over what clients saw; this one unless told
            decisions  PostgreSQL is killed while two engines record decisions
            log        PostgreSQL and the process that grows the log are killed, and that is paused, in turn
            redis      Redis is killed, paused, flushed, full, read-only and cut off, in turn
            requests   requests of every form that the OpenAPI document allows, and others; the answers are held against it
            tampering  rows, files, receipts and bundles of the log are changed, each for acgs-verify to find it
            upgrade    the release before, from its tag, is replaced by this one, service by service, and comes back
            workers    every service replaces its workers, one service after another
--cycles N  how often (20; table 8, a sample of its rows; tampering 800; requests 10 000)
--long      as often as for publication (100; table 200; tampering 10 000; requests 100 000)
--only ROW  of the table, the rows with this in their names: --only 'Redis'
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
  cycles: wholeNumber('cycles', values.cycles ?? String(values.long ? long : usual), 1_000_000),
  seed: wholeNumber('seed', values.seed, 2 ** 31),
  control: values.control,
  only: values.only ?? null,
  progress: progressLine,
};
try {
  const measurement = await command.run(options);
  endProgress();
  report(command.name, measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
