import { writeFile } from 'node:fs/promises';
import {
  figureAtLeast,
  figureAtMost,
  figureOnly,
  type Measurement,
} from '../../test/performance/measurement.js';
import { withInstallation } from '../installation/temporary-installation.js';
import { textTable } from '../text-table.js';
import { evolutionClients } from './evolution-clients.js';
import { evolutionExample } from './evolution-example.js';
import { type EvolutionStory, tellStory } from './evolution-story.js';

const BUDGET = { population: 40, generations: 25 };
const SEED = 1;

export interface EvolutionDemoOptions {
  /** Where the report is written. */
  readonly report: string;
  readonly say: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** The story of an evolution, over the API of an installation of its own. */
export async function evolutionDemo({ report, say, progress }: EvolutionDemoOptions): Promise<Measurement> {
  const example = await evolutionExample(process.env.ACGS_DATA ?? null);
  const environment = { EVOLUTION_GUARD_SECONDS: '1', LOG_LEVEL: 'error' };
  const story = await withInstallation({ progress, environment }, async (installation) =>
    tellStory(await evolutionClients(installation), example, { budget: BUDGET, seed: SEED, say, progress }),
  );
  await writeFile(report, story.report);
  say(`The report of the run: ${report}`);
  return measurementOf(story);
}

function measurementOf({ run, candidate, heldOut, flips, versions }: EvolutionStory): Measurement {
  const { today, byHand, found } = heldOut;
  const worse = flips.filter(({ change }) => change === 'worse').length;
  return {
    figures: [
      figureAtMost('heldout.harm', found.harm, 'of harmful', byHand.harm),
      figureAtMost('heldout.stopped', found.stopped, 'of good', byHand.stopped),
      figureAtMost('heldout.asked', found.asked, 'of good', byHand.asked),
      figureAtLeast('rolled.back', Number(versions.inForce < versions.promoted), '', 1),
      figureOnly('flips.better', flips.length - worse, '', 'higher'),
      figureOnly('flips.worse', worse, '', 'lower'),
    ],
    context: { run: run.id, evidence: run.evidence, budget: run.budget, reach: 'the settings by hand' },
    table: textTable([
      ['held out', 'harm', 'stopped', 'asked', ''],
      ...Object.entries({ 'set badly': today, 'by hand': byHand, found }).map(
        ([name, { harm, stopped, asked }]) => [
          ...[name, harm.toFixed(3), stopped.toFixed(3), asked.toFixed(3)],
          name === 'found'
            ? candidate.changes.map(({ parameter, to }) => `${parameter} ${String(to)}`).join(', ')
            : '',
        ],
      ),
    ]).join('\n'),
  };
}
