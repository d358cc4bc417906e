import { resolve } from 'node:path';
import { runPerf } from '../test/performance/perf/perf-run.js';
import { canProfile } from '../test/performance/profile/service-profiles.js';
import {
  endProgress,
  endWith,
  messageOf,
  progressLine,
  readArguments,
  report,
  wholeNumber,
} from './command-line.js';

const { values, positionals } = readArguments(
  {
    usage: 'npm run perf -- [--target-p99 MS] [--profile [FOLDER]] [--json] [--long]',
    text: `Starts the built system, makes sure that every decision is recorded, that the gateway is in and the hash enforced,
and measures it over HTTP: decisions at 1000/s, as many as it can, and cached reads by Zipf's law. Takes about a minute. Exits
with 1 when a figure misses its target.

--target-p99 MS      of decisions through the gateway at 1000/s (5)
--profile [FOLDER]   writes a flame graph of each service at 1000/s, as SVG, to the folder (flame-graphs); the
                     figures are then those of a system that is slowed down by it
--json               ends with one line of JSON
--long               runs several minutes, for publication

docs/performance.md explains how to read the figures.`,
  },
  {
    'target-p99': { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
);

const [folder = 'flame-graphs', ...others] = positionals;
if (others.length > 0 || (positionals.length > 0 && !values.profile)) {
  endWith(`What is ${String(positionals.at(-1))}? Try: npm run perf -- --help`, 2);
}
if (values.profile && !canProfile()) endWith('--profile works by signals, and Windows has none.', 2);

try {
  const measurement = await runPerf({
    targetP99: wholeNumber('target-p99', values['target-p99'], 60_000),
    long: values.long,
    flameGraphs: values.profile ? resolve(folder) : null,
    progress: progressLine,
  });
  endProgress();
  report('perf', measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
