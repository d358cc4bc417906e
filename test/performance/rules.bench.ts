import { type EvaluationRequest } from '@acgs/contracts';
import { type RuleSet } from '@acgs/rules';
import { loadavg } from 'node:os';
import { runCelSuite } from '../conformance/cel-suite.js';
import {
  figureAtMost,
  figureBelow,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
  NotMeasurableError,
} from './measurement.js';
import { type Timed, timeInRounds, type Timing } from './rules-rounds.js';
import { seedTexts, seedValidate } from './rules-seed.js';
import { checkScope } from './rules-scope.js';
import { allInScope, ALWAYS, CONSTITUTIONAL_HASH, requests, usualRules } from './rules-workload.js';

/** So few that they stay in the processor's caches, as a request does that was parsed a moment ago. */
const REQUESTS = 96;
const UNSEEN_NAMES = 20_000;
/** So many pass at least: none would fail if none were run. */
const CEL_CASES = 1000;
const ROUNDS = 1000;
const ROUNDS_LONG = 10_000;

export const command: MeasurementCommand = {
  name: 'bench -- rules',
  summary:
    'what a decision costs in memory, against 100 and 10 000 principles, and the CEL conformance cases',
  run: (options) => Promise.resolve(measure(options)),
};

type CaseName = 'usual100' | 'all100' | 'usual10000' | 'seed' | 'unseen10000';

function measure({ long, progress }: MeasurementOptions): Measurement {
  progress('compiling the rules and warming up');
  const rounds = long ? ROUNDS_LONG : ROUNDS;
  const timings = {
    ...timeInRounds(casesInTurn(), rounds, progress),
    ...timeInRounds(namesNeverSeen(), rounds / 10, progress),
  };
  progress('running the CEL conformance cases');
  const { passed, failed, leftOut } = runCelSuite();
  if (passed < CEL_CASES)
    throw new NotMeasurableError(`Only ${String(passed)} conformance cases were run and passed.`);
  const { usual100, all100, usual10000, seed } = timings;
  const figures = [
    figureBelow('rules.usual100', usual100.mean, 'µs', 2.19),
    figureBelow('rules.all100', all100.mean, 'µs', 12),
    figureAtMost('rules.usual10000', usual10000.mean, 'µs', 2 * usual100.mean),
    figureOnly('seed.validate', seed.mean, 'µs', 'lower'),
    figureAtMost('cel.failed', failed, 'cases', 0),
  ];
  return {
    figures,
    context: { ...contextOf(rounds, timings), cel: { passed, failed, leftOut } },
    table: tableOf(timings),
  };
}

function casesInTurn(): Record<Exclude<CaseName, 'unseen10000'>, Timed> {
  const known = requests(REQUESTS, (n) => (n % 3 === 0 ? 'send' : 'read'));
  const texts = seedTexts(REQUESTS);
  const [usual100, all100, usual10000] = [usualRules(100), allInScope(100), usualRules(10_000)];
  checkScope('usual100', { timed: usual100, always: usualRules(100, ALWAYS) }, known, [8, 10]);
  checkScope('all100', { timed: all100, always: allInScope(100, ALWAYS) }, known, [100, 100]);
  checkScope('usual10000', { timed: usual10000, always: usualRules(10_000, ALWAYS) }, known, [8, 10]);
  return {
    usual100: allows(usual100, known),
    all100: allows(all100, known),
    usual10000: allows(usual10000, known),
    seed: (n) => {
      const text = texts[n % texts.length] ?? '';
      return seedValidate(text, CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH) === ((n % texts.length) % 4 !== 0);
    },
  };
}

/** Apart from the others, for its garbage would slow them. */
function namesNeverSeen(): Record<'unseen10000', Timed> {
  const unseen = requests(UNSEEN_NAMES, (n) => `step-${n}`);
  return { unseen10000: allows(usualRules(10_000), unseen) };
}

/** No principle holds and the one permit does, so that each condition in scope is evaluated to its end. */
function allows(rules: RuleSet, asked: readonly EvaluationRequest[]): Timed {
  return (n) => {
    const request = asked[n % asked.length];
    return request !== undefined && rules.evaluate(request).outcome === 'allow';
  };
}

function contextOf(rounds: number, timings: Record<CaseName, Timing>): Record<string, unknown> {
  const microseconds = Object.fromEntries(
    Object.entries(timings).map(([name, { mean, p99 }]) => [
      name,
      { mean: rounded(mean), p99: rounded(p99) },
    ]),
  );
  return {
    loadAverage: loadavg()[0],
    loadModel: 'one thread, closed loop, in memory; the cases take turns in one process life',
    statistics: `mean: median of the means of ${rounds} blocks of 1 ms, after 0.5 ms untimed; p99: single calls with the clock`,
    workload: '100 or 10 000 principles and 1 permit; usual: 8 to 10 principles in scope, all: each of them',
    microseconds,
    timesSeed: rounded(timings.usual100.mean / timings.seed.mean),
  };
}

const ROWS: Record<CaseName, string> = {
  usual100: '100 principles, usual mix',
  all100: '100 principles, all in scope',
  usual10000: '10 000 principles, usual mix',
  seed: 'seed: hash and four phrases in a text',
  unseen10000: '10 000 principles, action names never seen',
};

function tableOf(timings: Record<CaseName, Timing>): string {
  const lines = Object.entries(timings).map(([name, { mean, p99 }]) => {
    const numbers = [mean, p99, mean / timings.seed.mean].map((value) => value.toFixed(2).padStart(10));
    return ROWS[name as CaseName].padEnd(44) + numbers.join('');
  });
  const header =
    'one decision, µs'.padEnd(44) + ['mean', 'p99', 'x seed'].map((text) => text.padStart(10)).join('');
  return [header, ...lines].join('\n');
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
