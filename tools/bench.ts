import type { MeasurementCommand } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';

const BENCHES: Readonly<Record<string, () => Promise<{ command: MeasurementCommand }>>> = {
  rules: () => import('../test/performance/rules.bench.js'),
  decisions: () => import('../test/performance/decisions.bench.js'),
  auth: () => import('../test/performance/auth.bench.js'),
  cache: () => import('../test/performance/cache.bench.js'),
  tracing: () => import('../test/performance/tracing.bench.js'),
  log: () => import('../test/performance/log.bench.js'),
  peers: () => import('../test/performance/peers.bench.js'),
  gateway: () => import('../test/performance/gateway.bench.js'),
  throttling: () => import('../test/performance/throttling.bench.js'),
  simulate: () => import('../test/performance/simulate.bench.js'),
  scale: () => import('../test/performance/scale.bench.js'),
  evolve: () => import('../test/performance/evolve.bench.js'),
};

const { values, positionals } = readArguments(
  {
    usage: 'npm run bench -- NAME [--json] [--long] [--opa PATH]',
    text: `Measures, and exits with 1 when a figure misses its reach.

NAME        rules       what a decision costs in memory
            decisions   what one engine process does with every decision on disk
            auth        what a token costs that was verified before, and how many are issued
            cache       what a cached answer costs, and how often there is one
            gateway     what the way through the gateway adds to a decision
            throttling  what the limits of the gateway add to a request
            simulate    how fast recorded decisions are replayed, and what live ones feel of it
            evolve      how near the evolutionary search comes to known fronts, and how long a run takes
            tracing     what traces cost an engine
            scale       what a decision, its leaf and a token take of each part: the model of docs/scale.md
            log         how fast leaves come into the log, and how it proves them
            peers       the same policies and requests on Cerbos (fetched from npm) and, where it is given, on OPA
--json      ends with one line of JSON
--opa PATH  the program of OPA, for peers
--long      runs several minutes, for publication

docs/performance.md explains how to read the figures.`,
  },
  {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    opa: { type: 'string' },
  },
);

const [name = ''] = positionals;
const load = BENCHES[name];
if (load === undefined) endWith(`There is no benchmark "${name}". Try: npm run bench -- --help`, 2);
const { command } = await load();
try {
  const options = { long: values.long, opa: values.opa ?? null, progress: progressLine };
  const measurement = await command.run(options);
  endProgress();
  report(command.name, measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
