import { ServiceToken } from '@acgs/access';
import {
  type ActiveRuleSet,
  ActiveRuleSetSchema,
  DecisionOutcomesSchema,
  type LabelledDecisionPage,
  LabelledDecisionPageSchema,
  type PolicyProposal,
  PolicyVersionSchema,
  ProblemSchema,
} from '@acgs/contracts';
import type { ActionOutcomes } from '@acgs/evolution';
import {
  Deadline,
  HttpClients,
  type UpstreamAnswer,
  UpstreamAnswerUnusableError,
  type UpstreamClient,
} from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { EngineUnavailableError, PolicyMovedError, ProposalRefusedError } from './engine.errors.js';

const LABELS_PAGE = 200;

/** A time, its end not included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly deadline?: Deadline;
}

/** What the engine does for a tenant, asked with the service's own token. All throw `EngineUnavailableError`. */
@Injectable()
export class EngineClient {
  private readonly engine: UpstreamClient;

  constructor(
    clients: HttpClients,
    @Inject(ServiceToken) private readonly token: Pick<ServiceToken, 'authorize'>,
  ) {
    this.engine = clients.of('governance-engine');
  }

  /** The rules in force. */
  async activeRules(tenant: string, deadline = Deadline.NEVER): Promise<ActiveRuleSet> {
    const answer = await this.ask({
      method: 'GET',
      route: '/api/v1/rule-sets/active',
      query: { tenant },
      deadline,
    });
    return parsed(ActiveRuleSetSchema, answer, 200);
  }

  /** Labelled decisions, oldest first, page by page: smaller ones where their requests are too large for one answer. */
  async *labelled(
    tenant: string,
    period: Period,
    deadline = Deadline.NEVER,
  ): AsyncGenerator<LabelledDecisionPage['items']> {
    let cursor: string | null = null;
    let limit = LABELS_PAGE;
    do {
      const query = { tenant, ...period, limit: String(limit), ...(cursor !== null && { cursor }) };
      const page: LabelledDecisionPage | null = await this.labelsPage(query, deadline);
      if (page === null) {
        limit = Math.floor(limit / 2);
        continue;
      }
      yield page.items;
      cursor = page.nextCursor;
      if (cursor === null) return;
    } while (limit > 0);
    throw new EngineUnavailableError('a labelled decision of governance-engine is too large to be read');
  }

  /** Null when the answer is larger than what is read. */
  private async labelsPage(
    query: Question['query'],
    deadline: Deadline,
  ): Promise<LabelledDecisionPage | null> {
    try {
      const answer = await this.ask({ method: 'GET', route: '/api/v1/labels', query, deadline });
      return parsed(LabelledDecisionPageSchema, answer, 200);
    } catch (error) {
      const isTooLarge =
        error instanceof EngineUnavailableError && error.cause instanceof UpstreamAnswerUnusableError;
      if (isTooLarge) return null;
      throw error;
    }
  }

  /** What decisions under a version of a policy came to. */
  async outcomes(
    tenant: string,
    policy: string,
    version: number,
    period: Period,
  ): Promise<readonly ActionOutcomes[]> {
    const query = { tenant, policy, version: String(version), ...period };
    const answer = await this.ask({ method: 'GET', route: '/api/v1/decisions/outcomes', query });
    return parsed(DecisionOutcomesSchema, answer, 200).actions;
  }

  /**
   * Brings a version to be reviewed, and gives its number; the same one for the same origin.
   *
   * @throws PolicyMovedError, ProposalRefusedError
   */
  async propose(tenant: string, proposal: PolicyProposal): Promise<number> {
    const answer = await this.ask({
      method: 'POST',
      route: '/api/v1/policies/:id/proposals',
      parameters: { id: proposal.document.id },
      query: { tenant },
      body: proposal,
    });
    if (answer.status === 409) throw new PolicyMovedError(proposal.document.id, proposal.basedOn);
    if (answer.status === 422) throw new ProposalRefusedError(proposal.document.id, faultsOf(answer));
    return parsed(PolicyVersionSchema, answer, answer.status === 200 ? 200 : 201).version;
  }

  /** Puts the version before this one back in force. @throws PolicyMovedError when it is not the active one */
  async rollBack(tenant: string, policy: string, from: number, reason: string): Promise<void> {
    const answer = await this.ask({
      method: 'POST',
      route: '/api/v1/policies/:id/rollback',
      parameters: { id: policy },
      query: { tenant },
      body: { from, reason },
    });
    if (answer.status === 409) throw new PolicyMovedError(policy, from);
    if (answer.status !== 200) throw refused(answer);
  }

  private async ask({ query, ...call }: Question): Promise<UpstreamAnswer> {
    const text = new URLSearchParams(query).toString();
    try {
      return await this.token.authorize((authorization) =>
        this.engine.call({ ...call, query: text, headers: { Authorization: authorization } }),
      );
    } catch (cause) {
      throw new EngineUnavailableError('governance-engine or auth-service does not answer', cause);
    }
  }
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  answer: UpstreamAnswer,
  status: number,
): z.infer<Schema> {
  if (answer.status !== status) throw refused(answer);
  try {
    return schema.parse(answer.json());
  } catch (cause) {
    throw new EngineUnavailableError('governance-engine answered in an unknown form', cause);
  }
}

const refused = ({ status }: UpstreamAnswer): EngineUnavailableError =>
  new EngineUnavailableError(
    status === 403
      ? 'the client of ec-service lacks a permission at governance-engine'
      : `governance-engine answered ${String(status)}`,
  );

const faultsOf = (answer: UpstreamAnswer): { path: string; message: string }[] =>
  (ProblemSchema.safeParse(answer.json()).data?.faults ?? []).map(({ path, message }) => ({
    path: `/document${path}`,
    message,
  }));
