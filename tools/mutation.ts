import { figureAtLeast, type Measurement } from '../test/performance/measurement.js';
import { endWith, messageOf, readArguments, report, wholeNumber } from './command-line.js';
import { MUTATED_PARTS } from './mutation/mutated-parts.js';
import { scoreOf, survivorsOf } from './mutation/mutation-score.js';
import { reportOf, runMutants } from './mutation/run-mutants.js';

/** The share of changes that a spec has to notice. */
const REACH = 0.85;
const names = Object.keys(MUTATED_PARTS);

const { values, positionals } = readArguments(
  {
    usage: 'npm run mutation -- [NAME] [--concurrency N] [--json]',
    text: `Changes the code in one place at a time and runs the specs that reach the place: a change that no spec notices
is a gap in the tests. Every such place is listed. Exits with 1 when fewer than ${String(REACH * 100)} % are noticed.

NAME             one part; all of them without it, which takes long
${names.map((name) => `                 ${name.padEnd(14)} ${MUTATED_PARTS[name]?.summary ?? ''}`).join('\n')}
--concurrency N  processes that run specs (2)
--json           ends with one line of JSON

A second run repeats only what has changed since the first.`,
  },
  { concurrency: { type: 'string', default: '2' }, json: { type: 'boolean', default: false } },
);

const [name, ...others] = positionals;
if (others.length > 0 || (name !== undefined && !names.includes(name))) {
  endWith(`There is no part "${positionals.join(' ')}". Try: npm run mutation -- --help`, 2);
}

try {
  const concurrency = wholeNumber('concurrency', values.concurrency, 64);
  report('mutation', await measure(name === undefined ? names : [name], concurrency), values.json);
} catch (error) {
  endWith(messageOf(error), 1);
}
// Stryker leaves handles open that would keep the process for a while.
process.exit();

async function measure(parts: readonly string[], concurrency: number): Promise<Measurement> {
  const figures = [];
  const lines = [];
  const counts: Record<string, unknown> = {};
  for (const part of parts) {
    const mutated = MUTATED_PARTS[part];
    if (mutated === undefined) continue;
    const mutants = await runMutants(part, mutated, concurrency);
    const score = scoreOf(mutants);
    counts[part] = { noticed: score.noticed, counted: score.counted };
    lines.push(
      ...survivorsOf(mutants),
      `${part}: ${String(score.noticed)} of ${String(score.counted)}, ${reportOf(part)}`,
    );
    figures.push(figureAtLeast(`mutation.${part}`, score.share, '', REACH));
  }
  return { figures, context: { counts }, table: lines.join('\n') };
}
