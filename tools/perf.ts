import { runPerf } from '../test/performance/perf/perf-run.js';
import {
  endProgress,
  endWith,
  messageOf,
  progressLine,
  readArguments,
  report,
  wholeNumber,
} from './command-line.js';

const { values } = readArguments(
  {
    usage: 'npm run perf -- [--target-p99 MS] [--json] [--long]',
    text: `Starts the built system, makes sure that every decision is recorded, that the gateway is in and the hash enforced,
and measures it over HTTP. Exits with 1 when a figure misses its target.

--target-p99 MS  of decisions through the gateway at 1000/s (5)
--json           ends with one line of JSON
--long           runs several minutes, for publication

docs/performance.md explains how to read the figures.`,
  },
  {
    'target-p99': { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
  },
);

try {
  const measurement = await runPerf({
    targetP99: wholeNumber('target-p99', values['target-p99'], 60_000),
    long: values.long,
    progress: progressLine,
  });
  endProgress();
  report('perf', measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
