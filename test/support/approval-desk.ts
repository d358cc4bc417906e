import type { Approval, Decision } from '@acgs/contracts';
import { evaluationRequest, type RequestParts } from './governed.js';
import type { Answer, CallOptions, Installation } from './installation.js';

const PATH = '/api/v1/decisions';

/** Asks, answers and presents approvals, at the engine unless told. */
export class ApprovalDesk {
  constructor(
    private readonly installation: Installation,
    private readonly service: 'governance-engine' | 'api-gateway' = 'governance-engine',
  ) {}

  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.installation.call(this.service, method, path, options);
  }

  /** An escalated decision of `demo-agent` on a payment. */
  async escalate(parts: RequestParts = {}, options: CallOptions = {}): Promise<Decision> {
    const { status, body } = await this.call('POST', PATH, {
      as: 'demo-agent',
      body: paymentOf(parts),
      ...options,
    });
    const decision = body as Decision;
    if (status !== 200 || decision.outcome !== 'escalate') throw new Error(JSON.stringify(body));
    return decision;
  }

  get(decisionId: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('GET', `/api/v1/approvals/${decisionId}`, { as: 'approver', ...options });
  }

  answer(decisionId: string, answer: string, options: CallOptions = {}, note?: string): Promise<Answer> {
    const body = { answer, ...(note === undefined ? {} : { note }) };
    return this.call('POST', `/api/v1/approvals/${decisionId}`, { as: 'approver', body, ...options });
  }

  /** @throws Error when it is not approved */
  async approve(decisionId: string): Promise<Approval> {
    const { status, body } = await this.answer(decisionId, 'approve');
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as Approval;
  }

  withdraw(decisionId: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('DELETE', `/api/v1/approvals/${decisionId}`, { as: 'approver', ...options });
  }

  /** The same request once more, with the approval. */
  present(decisionId: string, parts: RequestParts = {}, options: CallOptions = {}): Promise<Answer> {
    const { headers, ...others } = options;
    return this.call('POST', PATH, {
      as: 'demo-agent',
      body: paymentOf(parts),
      headers: { Approval: decisionId, ...headers },
      ...others,
    });
  }
}

export const paymentOf = (parts: RequestParts = {}): Record<string, unknown> =>
  evaluationRequest({ action: 'pay', amount: 250, ...parts });

/** The status of an answer and the name of its problem. */
export const problemOf = ({ status, body }: Answer): unknown[] => [
  status,
  (body as { type?: string }).type?.replace('urn:acgs:problem:', ''),
];
