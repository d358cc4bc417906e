import type { Decision, Freeze, FreezeScope, PlacedFreeze } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { evaluationRequest, type RequestParts } from './governed.js';
import type { Answer, CallOptions, Installation } from './installation.js';

/** Places freezes and lifts them, and asks for decisions of `demo-agent`. */
export class Freezer {
  constructor(private readonly installation: Installation) {}

  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.installation.call('governance-engine', method, `/api/v1/freezes${path}`, options);
  }

  /** @throws Error when it is not placed */
  async place(scope: FreezeScope, more: object = {}, options: CallOptions = {}): Promise<PlacedFreeze> {
    const body = { scope, reason: 'Incident 31', ...more };
    const answer = await this.call('POST', '', { body, ...options });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body as PlacedFreeze;
  }

  lift(freezeId: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('POST', `/${freezeId}/lift`, { body: { reason: 'Repaired' }, ...options });
  }

  async one(freezeId: string): Promise<Freeze> {
    return (await this.call('GET', `/${freezeId}`)).body as Freeze;
  }

  async decide(parts: RequestParts = {}, options: CallOptions = {}): Promise<Decision> {
    const path = '/api/v1/decisions?explain=full';
    const request = { as: 'demo-agent', body: evaluationRequest(parts), ...options };
    const { status, body } = await this.installation.call('governance-engine', 'POST', path, request);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as Decision;
  }

  /** The first decision that is frozen, or that is not. */
  async decided(isFrozen: boolean, parts: RequestParts = {}, options: CallOptions = {}): Promise<Decision> {
    for (;;) {
      const decision = await this.decide(parts, options);
      if ((decision.reasons[0]?.code === 'frozen') === isFrozen) return decision;
      await pause(20);
    }
  }

  /** Lifts one, and waits until the engine decides without it. */
  async thaw(freezeId: string, parts: RequestParts = {}): Promise<void> {
    const { status, body } = await this.lift(freezeId);
    if (status !== 200) throw new Error(JSON.stringify(body));
    await this.decided(false, parts);
  }
}
