import {
  type Problem,
  PROBLEMS,
  ProblemSchema,
  type ServiceAnswer,
  type ServiceAnswers,
} from '@acgs/contracts';
import {
  type Deadline,
  gather,
  HttpClients,
  type UpstreamAnswer,
  UpstreamAnswerUnusableError,
} from '@acgs/http-client';
import { problemAnswer } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { UpstreamName } from '../proxy/upstream-routes.js';
import { ForbiddenByServicesError, NoServiceAnsweredError } from './operations.errors.js';

const CONCURRENCY = 4;
const FORBIDDEN = PROBLEMS.forbidden.status;

export interface Question<Answer> {
  /** Asked at once; answers stand in this order. */
  readonly services: readonly UpstreamName[];
  readonly method: 'GET' | 'POST';
  readonly route: string;
  readonly body?: unknown;
  /** What an answer has to be. */
  readonly answer: z.ZodType<Answer>;
}

/** Asks several services the same in the name of the caller. */
@Injectable()
export class ServicesSurvey {
  constructor(private readonly clients: HttpClients) {}

  /**
   * One entry for each service, with its answer or with its problem. One answer is enough.
   *
   * @throws NoServiceAnsweredError, ForbiddenByServicesError
   */
  async ask<Answer>(
    question: Question<Answer>,
    caller: FastifyRequest,
    deadline: Deadline,
  ): Promise<ServiceAnswers<Answer>> {
    const tasks = question.services.map((name) => () => this.askOne(name, question, caller, deadline));
    const outcomes = await gather(tasks, { concurrency: CONCURRENCY });
    const services = outcomes.map((outcome, index): ServiceAnswer<Answer> => {
      if (outcome.status === 'fulfilled') return outcome.value;
      const { document } = problemAnswer(outcome.reason, caller.id);
      return { service: question.services[index] ?? '', problem: document };
    });
    if (services.every((one) => 'problem' in one && one.problem.status === FORBIDDEN)) {
      throw new ForbiddenByServicesError(services);
    }
    if (services.every((one) => 'problem' in one)) throw new NoServiceAnsweredError(services);
    return { services };
  }

  private async askOne<Answer>(
    service: UpstreamName,
    { method, route, body, answer: schema }: Question<Answer>,
    caller: FastifyRequest,
    deadline: Deadline,
  ): Promise<ServiceAnswer<Answer>> {
    const headers = { Authorization: caller.headers.authorization ?? '', 'X-Request-Id': caller.id };
    const answer = await this.clients.of(service).call({ method, route, headers, body, deadline });
    if (answer.status !== 200) return { service, problem: problemOf(service, answer) };
    const { success, data } = schema.safeParse(answer.json());
    if (!success) throw new UpstreamAnswerUnusableError(service, 'in an unknown form');
    return { service, answer: data };
  }
}

/** @throws UpstreamAnswerUnusableError for an error that is no problem document */
function problemOf(service: string, answer: UpstreamAnswer): Problem {
  const { success, data } = ProblemSchema.safeParse(answer.json());
  if (success) return data;
  throw new UpstreamAnswerUnusableError(service, `${String(answer.status)} without a problem`);
}
