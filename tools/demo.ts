import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';

/** What a demonstration needs is loaded when it is shown, and not before. */
const DEMOS: Readonly<Record<string, (reportFile: string) => Promise<Measurement>>> = {
  'ai-sdk': async () => {
    const [{ agentDemo }, { run }] = [
      await import('./agent-demo.js'),
      await import('../examples/client/ai-sdk.js'),
    ];
    return agentDemo('ai-sdk', run, progressLine);
  },
  langchain: async () => {
    const [{ agentDemo }, { run }] = [
      await import('./agent-demo.js'),
      await import('../examples/client/langchain.js'),
    ];
    return agentDemo('langchain', run, progressLine);
  },
  evolve: async (reportFile) => {
    const { evolutionDemo } = await import('./evolution/evolution-demo.js');
    return evolutionDemo({ report: reportFile, say, progress: progressLine });
  },
};

const { values, positionals } = readArguments(
  {
    usage: 'npm run demo -- NAME [--report FILE] [--json]',
    text: `
Starts an installation of its own and shows something in it, without a model.

NAME           ai-sdk or langchain: an agent of that framework whose tool calls are governed; exits with 1 when a tool ran
               that nobody had allowed
               evolve: thresholds that are set badly, a search for better ones on labelled decisions, a review by somebody
               else, and a guard that rolls back; exits with 1 when what is found is worse than what was set by hand
--report FILE  where evolve writes its report; without it, a file in the folder for temporary ones
--json         ends with one line of JSON

docs/client.md tells how tools are wrapped, docs/evolution.md how policies are tuned.`,
  },
  { json: { type: 'boolean', default: false }, report: { type: 'string' } },
);

const [name = ''] = positionals;
const demo = Object.hasOwn(DEMOS, name) ? DEMOS[name] : undefined;
if (demo === undefined || positionals.length !== 1) {
  endWith(`Usage: npm run demo -- ${Object.keys(DEMOS).join('|')} [--json]`, 2);
}
try {
  const measurement = await demo(values.report ?? join(tmpdir(), 'acgs-evolution.html'));
  endProgress();
  report('demo', measurement, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

function say(text: string): void {
  endProgress();
  process.stdout.write(`${text}\n`);
}
