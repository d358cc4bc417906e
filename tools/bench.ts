import type { MeasurementCommand } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';

const BENCHES: Readonly<Record<string, () => Promise<{ command: MeasurementCommand }>>> = {
  rules: () => import('../test/performance/rules.bench.js'),
  decisions: () => import('../test/performance/decisions.bench.js'),
};

const { values, positionals } = readArguments(
  {
    usage: 'npm run bench -- NAME [--json] [--long]',
    text: `Measures, and exits with 1 when a figure misses its reach.

NAME      rules      what a decision costs in memory
          decisions  what one engine process does with every decision on disk
--json    ends with one line of JSON
--long    runs several minutes, for publication`,
  },
  { json: { type: 'boolean', default: false }, long: { type: 'boolean', default: false } },
);

const [name = '', ...rest] = positionals;
const load = BENCHES[name];
if (load === undefined) endWith(`There is no benchmark "${name}". Try: npm run bench -- --help`, 2);
const { command } = await load();
try {
  const options = { long: values.long, arguments: rest, progress: progressLine };
  const measurement = await command.run(options);
  endProgress();
  report(command.name, measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
