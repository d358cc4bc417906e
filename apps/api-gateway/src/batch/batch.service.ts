import { type Batch, DomainError, type SubAnswer, type SubRequest } from '@acgs/contracts';
import { type Deadline, gather, UpstreamFailedError } from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import type { UpstreamName } from '../proxy/upstream-routes.js';
import { AnswerBudget, BatchAllowance } from './answer-budget.js';
import { AnswerMissedError, TurnMissedError } from './batch.errors.js';
import { answerOf, problemOf } from './sub-answer.js';
import { injected, upstreamOf } from './sub-request.js';

/** Milliseconds by which the deadline that the proxy keeps may be over before that of the batch is. */
const EARLY = 2;

/** For whom, until when, and within which bounds the requests of one batch are sent. */
interface Run {
  readonly batch: FastifyRequest;
  readonly deadline: Deadline;
  /** Aborted when the time is over, or nobody waits for the answers. */
  readonly over: AbortSignal;
  readonly allowance: BatchAllowance;
}

/** Sends each request of a batch through the gateway's own front door: its guards and limits see it as if it came alone. */
@Injectable()
export class BatchService {
  private readonly budget = new AnswerBudget();

  constructor(
    private readonly server: HttpAdapterHost,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  /** Never rejects for what becomes of a request: it has an answer of its own, in its place. */
  async run(
    { requests }: Batch,
    batch: FastifyRequest,
    patience: Deadline,
    gone: AbortSignal,
  ): Promise<SubAnswer[]> {
    const { BATCH_CONCURRENCY, BATCH_TIMEOUT_MS, BATCH_ANSWER_LIMIT_BYTES } = this.settings;
    const deadline = patience.within(BATCH_TIMEOUT_MS);
    const over = AbortSignal.any([gone, AbortSignal.timeout(Math.max(0, Math.ceil(deadline.left)))]);
    const allowance = new BatchAllowance(this.budget, BATCH_ANSWER_LIMIT_BYTES, gone);
    const run: Run = { batch, deadline, over, allowance };
    const answers: SubAnswer[] = [];
    const tasks = requests.map((sub, index) => async () => {
      answers[index] = { id: sub.id ?? null, ...(await this.send(sub, run)) };
    });
    await gather(tasks, { concurrency: BATCH_CONCURRENCY });
    return answers;
  }

  private async send(sub: SubRequest, run: Run): Promise<Omit<SubAnswer, 'id'>> {
    const { deadline, over, batch } = run;
    try {
      if (over.aborted || deadline.left < 1) throw new TurnMissedError();
      const upstream = upstreamOf(sub);
      const { options, giveUp } = injected(sub, batch, deadline.left);
      over.addEventListener('abort', giveUp);
      try {
        const response = await this.server.httpAdapter.getInstance<FastifyInstance>().inject(options);
        return await answerOf(upstream, sub.method, response, run.allowance);
      } catch (error) {
        giveUp();
        throw faultOf(error as Error, upstream, run);
      } finally {
        over.removeEventListener('abort', giveUp);
      }
    } catch (error) {
      return problemOf(error, sub.method, batch.id);
    }
  }
}

/** What breaks off an answer says nothing of why. */
function faultOf(error: Error, upstream: UpstreamName, { deadline, over }: Run): DomainError {
  if (error instanceof DomainError) return error;
  if (over.aborted || deadline.left < EARLY) return new AnswerMissedError();
  return new UpstreamFailedError(upstream, error);
}
