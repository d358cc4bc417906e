import {
  ConstitutionSummarySchema,
  DecisionSchema,
  type EvaluationRequest,
  type Pins,
} from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiClient } from '../installation/api-client.js';
import { type Decider, type RuleDocuments, type RulesTarget, type Verdict } from './decider.js';

const PATIENCE_MS = 10_000;
const RETRY_MS = 50;

/** What the wait for new rules asks; it is recorded like any other request. */
const PROBE = {
  action: { name: 'evaluation.probe', properties: {} },
  resource: { type: 'evaluation', id: 'probe', properties: {} },
  context: {},
};

export class RulesNotInForceError extends Error {
  constructor() {
    super(
      'The engine does not decide by the rules that were loaded: somebody else changed them, or it is behind.',
    );
  }
}

/** The rules of a running installation, changed and asked over its API. */
export class InstalledRules implements RulesTarget {
  private readonly active = new Set<string>();

  /** `author` may write policies and ratify; `assistant` asks for itself. */
  constructor(
    private readonly author: ApiClient,
    private readonly assistant: ApiClient,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async load({ constitution, policies }: RuleDocuments): Promise<Decider> {
    const wanted = new Set(policies.map(({ id }) => id));
    for (const id of this.active) {
      if (!wanted.has(id)) await this.author.expect('PUT', `/policies/${id}/activation`, { version: null });
    }
    for (const policy of policies) await this.author.expect('POST', '/policies?activate=true', policy);
    this.active.clear();
    for (const id of wanted) this.active.add(id);
    const answer = await this.author.expect('POST', '/constitution/versions', constitution);
    const { digest } = ConstitutionSummarySchema.loose().parse(answer);
    const probe = { subject: { type: 'agent', id: this.assistant.clientId, properties: {} }, ...PROBE };
    const { pins } = await this.decideBy((current) => current.constitutionDigest === digest, probe);
    const isLoaded = (current: Pins): boolean =>
      current.constitutionDigest === digest && current.policySetDigest === pins.policySetDigest;
    return { decide: (request) => this.decideBy(isLoaded, request) };
  }

  /** Asks again while the engine is taking over new rules. @throws RulesNotInForceError when that takes too long. */
  private async decideBy(
    isLoaded: (pins: Pins) => boolean,
    request: EvaluationRequest,
  ): Promise<Verdict & { pins: Pins }> {
    for (let waited = 0; waited <= this.patienceMs; waited += RETRY_MS) {
      const decision = DecisionSchema.parse(await this.assistant.expect('POST', '/decisions', request));
      const isStale = decision.reasons.some(({ code }) => code === 'rules-stale');
      if (!isStale && isLoaded(decision.pins)) return decision;
      await pause(RETRY_MS);
    }
    throw new RulesNotInForceError();
  }
}
