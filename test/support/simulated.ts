import {
  ConstitutionDraftSchema,
  type EvaluationRequest,
  EvaluationRequestSchema,
  type FlipBreakdown,
  type FlipsBy,
  type Outcome,
  PolicyDraftSchema,
  type Simulation,
  type SimulationFlip,
  type SimulationFlipPage,
} from '@acgs/contracts';
import { compileRuleSet, type RuleSet } from '@acgs/rules';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { CONSTITUTION, evaluationRequest, POLICY } from './governed.js';
import type { RecordedCase } from './recorded-decisions.js';

/** A rule set as the engine would compile it, from documents as they are sent. */
export function rulesOf(
  policies: readonly object[] = [POLICY],
  constitution: object = CONSTITUTION,
): RuleSet {
  return compileRuleSet({
    constitution: { version: 1, digest: '', document: ConstitutionDraftSchema.parse(constitution) },
    policies: policies.map((policy) => ({
      version: 1,
      digest: '',
      document: PolicyDraftSchema.parse(policy),
    })),
    constitutionalHash: '',
  });
}

const ACTIONS = ['read', 'pay', 'pay', 'shutdown.all', 'write'];

/** All kinds of requests, of which about half are allowed under the rules of `governed.ts`. */
export function requestOf(index: number): EvaluationRequest {
  const subject = `agent-${String(index % 40)}`;
  return EvaluationRequestSchema.parse(
    evaluationRequest({
      action: ACTIONS[index % ACTIONS.length] ?? 'read',
      subject,
      owner: index % 4 === 3 ? 'somebody' : subject,
      amount: (index * 7) % 211,
      resource: `doc-${String(index % 1000)}`,
    }),
  );
}

export interface ExpectedFlip {
  readonly number: number;
  readonly decisionId: string;
  readonly recorded: Outcome;
  readonly candidate: Outcome;
}

/** One by one, with nothing in between. */
export function bruteForce(
  cases: readonly RecordedCase[],
  rules: RuleSet,
  isErased: (id: string) => boolean = () => false,
): ExpectedFlip[] {
  return cases.flatMap(({ id, request, outcome, isApproved }, index) => {
    const { outcome: candidate } = rules.evaluate(request, isApproved);
    if (candidate === outcome || isErased(id)) return [];
    return [{ number: index + 1, decisionId: id, recorded: outcome, candidate }];
  });
}

export const expectedOf = ({ number, decisionId, recorded, candidate }: SimulationFlip): ExpectedFlip => ({
  number,
  decisionId: decisionId ?? '',
  recorded: recorded.outcome,
  candidate: candidate.outcome,
});

/** Simulations as one client sees them. */
export class Simulations {
  constructor(private readonly client: ApiClient) {}

  async start(body: object): Promise<Simulation> {
    return (await this.client.expect('POST', '/simulations', body)) as Simulation;
  }

  async find(simulationId: string): Promise<Simulation> {
    return (await this.client.expect('GET', `/simulations/${simulationId}`)) as Simulation;
  }

  async cancel(simulationId: string): Promise<Simulation> {
    return (await this.client.expect('POST', `/simulations/${simulationId}/cancellation`)) as Simulation;
  }

  /** Resolves when it is so far. */
  async until(simulationId: string, isSo: (simulation: Simulation) => boolean): Promise<Simulation> {
    for (;;) {
      const simulation = await this.find(simulationId);
      if (isSo(simulation)) return simulation;
      await pause(20);
    }
  }

  async ended(simulationId: string): Promise<Simulation> {
    return await this.until(simulationId, ({ finishedAt }) => finishedAt !== null);
  }

  async breakdown(simulationId: string, by: FlipsBy): Promise<FlipBreakdown> {
    const path = `/simulations/${simulationId}/breakdown?by=${by}`;
    return (await this.client.expect('GET', path)) as FlipBreakdown;
  }

  /** From the first page to the last. */
  async flips(simulationId: string, query = ''): Promise<SimulationFlip[]> {
    const flips: SimulationFlip[] = [];
    let cursor: string | null = '0';
    while (cursor !== null) {
      const after = cursor === '0' ? '' : `&cursor=${cursor}`;
      const path = `/simulations/${simulationId}/flips?limit=500${after}${query}`;
      const page = (await this.client.expect('GET', path)) as SimulationFlipPage;
      flips.push(...page.items);
      cursor = page.nextCursor;
    }
    return flips;
  }
}
