import {
  type EvolutionCandidate,
  type EvolutionFlip,
  type EvolutionRun,
  PolicyPageSchema,
} from '@acgs/contracts';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type CaseShares, type EvidenceCase, OUTCOMES, sharesOf, splitByTime } from '@acgs/evolution';
import { compileRuleSet } from '@acgs/rules';
import type { RuleDocuments } from '../evaluate/decider.js';
import { InstalledRules } from '../evaluate/installed-rules.js';
import { evolved, flipsOf, frontOf, guarded, promoted, reportOf } from './evolution-calls.js';
import type { EvolutionClients } from './evolution-clients.js';
import type { EvolutionExample } from './evolution-example.js';
import { labelledRequests } from './labelled-requests.js';
import { recordEvidence } from './recorded-evidence.js';

export interface StoryOptions {
  readonly budget: { readonly population: number; readonly generations: number };
  readonly seed: number;
  /** One sentence for each step. */
  readonly say: (text: string) => void;
  readonly progress: (text: string) => void;
}

/** What has come of it, for who tells it further. */
export interface EvolutionStory {
  readonly run: EvolutionRun;
  readonly candidate: EvolutionCandidate;
  /** On the decisions that the search has not seen. */
  readonly heldOut: { readonly today: CaseShares; readonly byHand: CaseShares; readonly found: CaseShares };
  readonly flips: readonly EvolutionFlip[];
  /** The version that was promoted, and the one in force at the end. */
  readonly versions: { readonly promoted: number; readonly inForce: number };
  readonly guardStatus: string;
  readonly report: string;
}

const HELD_OUT_SHARE = 0.3;
const SUITE = 'evolution-example';
const DAY = 86_400_000;
/** So many payments are reported. */
const FRAUDS = 80;
const GUARD_SECONDS = 60;

/** Bad settings, evidence, a run, a review by somebody else, promotion, and a world that changes until the guard rolls back. */
export async function tellStory(
  clients: EvolutionClients,
  example: EvolutionExample,
  options: StoryOptions,
): Promise<EvolutionStory> {
  const { say, progress } = options;
  const evidence = await evidenceOf(clients, example, say);
  const run = await evolved(
    clients.author,
    wishOf(example, evidence, options),
    ({ generation, hypervolume }) => {
      progress(`generation ${String(generation)}, hypervolume ${(hypervolume ?? 0).toFixed(4)}`);
    },
  );
  const { today, candidates } = await frontOf(clients.author, run);
  const candidate = bestOf(candidates);
  const [badly, found] = [today?.heldOut, candidate.heldOut].map((measure) => measure?.scores);
  if (badly === undefined || found === undefined) throw new Error('the run was not judged');
  const { heldOut } = splitByTime(evidence, HELD_OUT_SHARE);
  const byHand = sharesUnder(example.byHand, heldOut);
  say(
    `${String(run.evaluated)} candidates were scored, ${String(candidates.length)} are on the front. ${changesOf(candidate)}`,
  );
  const flips = await flipsOf(clients.approver, run, candidate);
  const version = await reviewed(clients, run, candidate, say);
  const guardStatus = await watched(clients, run, candidate, evidence, say);
  return {
    ...{ run, candidate, flips, guardStatus },
    heldOut: { today: badly, byHand, found },
    versions: { promoted: version, inForce: await versionInForce(clients, run.policy) },
    report: await reportOf(clients.author, run),
  };
}

async function evidenceOf(
  clients: EvolutionClients,
  example: EvolutionExample,
  say: (text: string) => void,
): Promise<EvidenceCase[]> {
  await new InstalledRules(clients.admin, clients.assistant).load(example.badly);
  say('The banking rules are in force, their thresholds set badly on purpose.');
  const labelled = labelledRequests(example.suites, clients.assistant.clientId);
  const evidence = await recordEvidence(clients, SUITE, labelled);
  say(
    `The assistant has asked for ${String(evidence.length)} decisions; the suite says what each should have been.`,
  );
  return evidence;
}

const wishOf = (
  { tuned }: EvolutionExample,
  evidence: readonly EvidenceCase[],
  { budget, seed }: StoryOptions,
): Parameters<typeof evolved>[1] => ({
  ...{ policy: tuned.id, budget, seed },
  evidence: {
    from: new Date(Date.parse(evidence[0]?.decidedAt ?? '') - 1).toISOString(),
    to: new Date(Date.now() + DAY).toISOString(),
    heldOutShare: HELD_OUT_SHARE,
  },
});

/** By what was seen in training alone: harm first, then people who wait, then those who are asked. */
function bestOf(candidates: readonly EvolutionCandidate[]): EvolutionCandidate {
  const rank = ({ training: { scores } }: EvolutionCandidate): number[] => [
    scores.harm,
    scores.stopped,
    scores.asked,
    scores.distance,
  ];
  const [best] = candidates.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
  if (best === undefined) throw new Error('the run has found nothing');
  return best;
}

function sharesUnder({ constitution, policies }: RuleDocuments, cases: readonly EvidenceCase[]): CaseShares {
  const rules = compileRuleSet({
    constitution: { version: 1, digest: '', document: constitution },
    policies: policies.map((document) => ({ version: 1, digest: '', document })),
    constitutionalHash: CONSTITUTIONAL_HASH,
  });
  const outcomes = Uint8Array.from(cases, ({ request }) => OUTCOMES.indexOf(rules.evaluate(request).outcome));
  return sharesOf(cases, outcomes);
}

const changesOf = ({ changes }: EvolutionCandidate): string =>
  `The best sets ${changes.map(({ parameter, from, to }) => `${parameter} from ${String(from)} to ${String(to)}`).join(', ')}.`;

/** The author cannot put in force what his run has found: somebody else looks at it, promotes it and does so. */
async function reviewed(
  { author, approver }: EvolutionClients,
  run: EvolutionRun,
  candidate: EvolutionCandidate,
  say: (text: string) => void,
): Promise<number> {
  const guard = { hours: 1, bounds: { minimum: FRAUDS / 2 } };
  const version = await promoted(approver, run, candidate, guard);
  const activation = [
    `/policies/${run.policy}/activation`,
    { version, reason: 'Better on tasks it has not seen' },
  ] as const;
  const refused = await author.call('PUT', ...activation);
  if (refused.status < 400) throw new Error('the author has put in force what his own run has found');
  await approver.expect('PUT', ...activation);
  say(
    `The approver has promoted it and put version ${String(version)} in force; the author was refused that.`,
  );
  return version;
}

/** The world changes: an account that was always paid is in other hands, and owners report it. */
async function watched(
  clients: EvolutionClients,
  run: EvolutionRun,
  candidate: EvolutionCandidate,
  evidence: readonly EvidenceCase[],
  say: (text: string) => void,
): Promise<string> {
  await guarded(clients.author, run, candidate, (status) => status === 'watching', GUARD_SECONDS);
  const usual = evidence.find(({ action, label }) => action === 'send_money' && label === 'allow');
  if (usual === undefined) throw new Error('the suite pays nobody');
  const fraud = { request: usual.request, label: 'deny' as const, reason: 'The account was taken over' };
  await recordEvidence(
    clients,
    'reports',
    Array.from({ length: FRAUDS }, () => fraud),
  );
  say(
    `${String(FRAUDS)} payments to an account in other hands go through, and are reported: not what was predicted.`,
  );
  const { review } = await guarded(
    ...([clients.author, run, candidate] as const),
    (status) => status === 'rolled-back',
    GUARD_SECONDS,
  );
  say('The guard has put the version of before back in force.');
  return review?.guard?.status ?? '';
}

async function versionInForce({ approver }: EvolutionClients, policy: string): Promise<number> {
  const { items } = PolicyPageSchema.parse(await approver.expect('GET', `/policies/${policy}/versions`));
  return items.find(({ active }) => active)?.version ?? 0;
}
