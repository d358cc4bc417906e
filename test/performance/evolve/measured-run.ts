import type { EvolutionRun } from '@acgs/contracts';
import { evolved } from '../../../tools/evolution/evolution-calls.js';
import { evolutionClients } from '../../../tools/evolution/evolution-clients.js';
import { evolutionExample } from '../../../tools/evolution/evolution-example.js';
import { type LabelledRequest, labelledRequests } from '../../../tools/evolution/labelled-requests.js';
import { recordEvidence } from '../../../tools/evolution/recorded-evidence.js';
import { InstalledRules } from '../../../tools/evaluate/installed-rules.js';
import { withInstallation } from '../../../tools/installation/temporary-installation.js';

const DECISIONS = 2000;
const THREADS = 2;
const DAY = 86_400_000;

export interface MeasuredRun {
  readonly run: EvolutionRun;
  /** From the request that started it until it was complete. */
  readonly seconds: number;
}

/** A run over the API of an installation of its own: candidates, held-out scores and intervals, everything on disk. */
export async function measuredRun(
  budget: { readonly population: number; readonly generations: number },
  progress: (text: string) => void,
): Promise<MeasuredRun> {
  const example = await evolutionExample(null);
  const environment = { EVOLUTION_THREADS: String(THREADS) };
  return withInstallation({ progress, environment }, async (installation) => {
    const clients = await evolutionClients(installation);
    await new InstalledRules(clients.admin, clients.assistant).load(example.badly);
    progress(`${String(DECISIONS)} decisions and their labels`);
    const tasks = labelledRequests(example.suites, clients.assistant.clientId);
    const from = new Date(Date.now() - DAY).toISOString();
    await recordEvidence(clients, 'bench', many(tasks));
    const evidence = { from, to: new Date(Date.now() + DAY).toISOString(), heldOutShare: 0.3 };
    const began = performance.now();
    const run = await evolved(
      clients.author,
      { policy: example.tuned.id, evidence, budget, seed: 1 },
      ({ generation }) => {
        progress(`a run: generation ${String(generation)} of ${String(budget.generations)}`);
      },
    );
    return { run, seconds: (performance.now() - began) / 1000 };
  });
}

/** The tasks again and again, each time with amounts a little greater, so that no two decisions are the same. */
const many = (tasks: readonly LabelledRequest[]): LabelledRequest[] =>
  Array.from({ length: Math.ceil(DECISIONS / tasks.length) }, (_, round) =>
    tasks.map((task) => varied(task, 1 + round / 200)),
  )
    .flat()
    .slice(0, DECISIONS);

function varied({ request, ...rest }: LabelledRequest, factor: number): LabelledRequest {
  const { action } = request;
  const { amount } = action.properties;
  if (typeof amount !== 'number') return { request, ...rest };
  const properties = { ...action.properties, amount: Math.round(amount * factor * 100) / 100 };
  return { request: { ...request, action: { ...action, properties } }, ...rest };
}
