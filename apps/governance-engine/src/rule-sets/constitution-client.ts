import { ServiceToken } from '@acgs/access';
import { type ConstitutionVersion, ConstitutionVersionSchema, digestOf } from '@acgs/contracts';
import { Deadline, HttpClients, type UpstreamAnswer, type UpstreamClient } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { ConstitutionUnavailableError } from './rule-sets.errors.js';

interface Question {
  readonly route: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly deadline?: Deadline;
}

/** Reads constitutions from `constitutional-core`, and believes a document only when its digest is right. */
@Injectable()
export class ConstitutionClient {
  private readonly core: UpstreamClient;

  constructor(
    clients: HttpClients,
    private readonly token: ServiceToken,
  ) {
    this.core = clients.of('constitutional-core');
  }

  /** Null before the first ratification. @throws ConstitutionUnavailableError */
  inForce(): Promise<ConstitutionVersion | null> {
    return this.get({ route: '/api/v1/constitution' });
  }

  /** Null when there is no such version. @throws ConstitutionUnavailableError */
  version(version: number, deadline = Deadline.NEVER): Promise<ConstitutionVersion | null> {
    return this.get({
      route: '/api/v1/constitution/versions/:version',
      parameters: { version },
      deadline,
    });
  }

  private async get(question: Question): Promise<ConstitutionVersion | null> {
    const answer = await this.ask(question);
    if (answer.status === 404) return null;
    if (answer.status !== 200) {
      throw new ConstitutionUnavailableError(`constitutional-core answered ${String(answer.status)}`);
    }
    const { success, data } = ConstitutionVersionSchema.safeParse(documentOf(answer));
    if (!success) throw new ConstitutionUnavailableError('constitutional-core answered in an unknown form');
    if (digestOf(data.document) !== data.digest) {
      throw new ConstitutionUnavailableError(
        `the document of version ${String(data.version)} has another digest`,
      );
    }
    return data;
  }

  private async ask(question: Question): Promise<UpstreamAnswer> {
    try {
      return await this.token.authorize((authorization) => this.send(question, authorization));
    } catch (cause) {
      throw new ConstitutionUnavailableError('constitutional-core or auth-service does not answer', cause);
    }
  }

  /** What a cache between here and there has kept is not asked for: the engine decides by the constitution in force. */
  private send(question: Question, authorization: string): Promise<UpstreamAnswer> {
    const headers = { Authorization: authorization, 'Cache-Control': 'no-cache' };
    return this.core.call({ method: 'GET', ...question, headers });
  }
}

function documentOf(answer: UpstreamAnswer): unknown {
  try {
    return answer.json();
  } catch (cause) {
    throw new ConstitutionUnavailableError('constitutional-core answered in an unknown form', cause);
  }
}
