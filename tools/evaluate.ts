import { join } from 'node:path';
import { type Measurement } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';
import { evaluateSuite } from './evaluate/evaluate-suite.js';
import { EvaluationInputError } from './evaluate/evaluation-input.errors.js';
import { figuresOf } from './evaluate/figures.js';
import { InstalledRules } from './evaluate/installed-rules.js';
import { type PlannedSuite, planSuites } from './evaluate/planned-suite.js';
import { reportOf } from './evaluate/report.js';
import { type SuiteScore } from './evaluate/score.js';
import { withInstallation } from './installation/temporary-installation.js';
import { PROJECT_FOLDER } from './project-folder.js';

const { values } = readArguments(
  {
    usage: 'npm run evaluate -- [OPTION]...',
    text: `Tells how well rules govern an agent: starts an installation of its own, puts the rules in force over
the API, asks for a decision on every tool call of the suite, and exits with 1 when a figure misses its reach.

--suite FILE            the suite; without it, those in ACGS_DATA/agentdojo for which examples/agents has
                        rules, or the small one that ships when ACGS_DATA is not set
--rules FILE_OR_FOLDER  a folder with constitution.yaml and policies/*.yaml, or one file with both;
                        without it, examples/agents/<name of the suite>
--mapping FILE          what the suite's tools and environment mean; without it, mapping.yaml beside the rules
--json                  ends with one line of JSON

docs/evaluation.md explains the figures and the mapping.`,
  },
  {
    suite: { type: 'string' },
    rules: { type: 'string' },
    mapping: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);

try {
  const plans = await planSuites(
    { suite: values.suite ?? null, rules: values.rules ?? null, mapping: values.mapping ?? null },
    join(PROJECT_FOLDER, 'examples', 'agents'),
    process.env.ACGS_DATA ?? null,
  );
  const scores = await withInstallation({ progress: progressLine }, async (installation) => {
    const [admin, assistant] = [await installation.login('admin'), await installation.login('demo-agent')];
    const target = new InstalledRules(admin, assistant);
    const done: SuiteScore[] = [];
    for (const plan of plans) {
      const decider = await target.load(plan.rules);
      const progress = (tasks: number, of: number): void => {
        progressLine(`${plan.suite.suite}: ${String(tasks)} of ${String(of)} tasks`);
      };
      done.push(await evaluateSuite({ ...plan, decider, assistant: assistant.clientId, progress }));
    }
    return done;
  });
  endProgress();
  report('evaluate', measurementOf(plans, scores), values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), error instanceof EvaluationInputError ? 2 : 1);
}

function measurementOf(plans: readonly PlannedSuite[], scores: readonly SuiteScore[]): Measurement {
  const notes = plans.flatMap((plan) => plan.notes.map((note) => `Note on ${plan.suite.suite}: ${note}`));
  return {
    figures: figuresOf(scores),
    context: {
      suites: plans.map(({ suite }) => suite.suite),
      decidedBy: 'POST /api/v1/decisions, every decision on disk',
      leftOut: scores.flatMap(({ suite, leftOut }) => leftOut.map(({ id }) => `${suite}/${id}`)),
    },
    table: [...scores.map(reportOf), ...(notes.length === 0 ? [] : [notes.join('\n')])].join('\n\n'),
  };
}
