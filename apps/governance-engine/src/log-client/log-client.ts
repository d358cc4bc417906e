import { ServiceToken } from '@acgs/access';
import { type LogKeys, LogKeysSchema, type Receipt, ReceiptSchema } from '@acgs/contracts';
import { Deadline, HttpClients, type UpstreamAnswer, type UpstreamClient } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { LogUnavailableError } from './log-client.errors.js';

const WAIT_SECONDS_MAX = 10;

interface Question {
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly callerGone?: AbortSignal | undefined;
}

/**
 * Reads the log of `integrity-service` with the engine's own token. The tenant is that of the engine's caller, whatever
 * the engine's own is; an entry of another is not believed.
 */
@Injectable()
export class LogClient {
  private readonly log: UpstreamClient;

  constructor(
    clients: HttpClients,
    private readonly token: ServiceToken,
  ) {
    this.log = clients.of('integrity-service');
  }

  /** Null when the entry is not in the tree. @throws LogUnavailableError */
  receipt(tenant: string, entryId: string, deadline: Deadline): Promise<Receipt | null> {
    return this.entry(tenant, entryId, 0, deadline);
  }

  /** Waits for the entry until the deadline, for ten seconds at most, or until the caller has gone. @throws LogUnavailableError */
  awaitedReceipt(
    tenant: string,
    entryId: string,
    deadline: Deadline,
    callerGone: AbortSignal,
  ): Promise<Receipt | null> {
    const seconds = Math.min(Math.ceil(deadline.left / 1000), WAIT_SECONDS_MAX);
    return this.entry(tenant, entryId, seconds, deadline, callerGone);
  }

  /** @throws LogUnavailableError */
  async keys(deadline: Deadline): Promise<LogKeys> {
    const answer = await this.ask({ route: '/api/v1/integrity/keys' }, deadline);
    if (answer.status !== 200) throw refused(answer);
    return parsed(LogKeysSchema, answer);
  }

  private async entry(
    tenant: string,
    entryId: string,
    wait: number,
    deadline: Deadline,
    callerGone?: AbortSignal,
  ): Promise<Receipt | null> {
    const query = new URLSearchParams({ tenant, wait: String(wait) }).toString();
    const question = { route: '/api/v1/log/entries/:entryId', parameters: { entryId }, query, callerGone };
    const answer = await this.ask(question, deadline);
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refused(answer);
    const receipt = parsed(ReceiptSchema, answer);
    if (isOf(receipt, tenant, entryId)) return receipt;
    throw new LogUnavailableError('integrity-service answered with another entry');
  }

  private async ask(question: Question, deadline: Deadline): Promise<UpstreamAnswer> {
    try {
      return await this.token.authorize((authorization) =>
        this.log.call({ method: 'GET', ...question, deadline, headers: { Authorization: authorization } }),
      );
    } catch (cause) {
      throw new LogUnavailableError('integrity-service or auth-service does not answer', cause);
    }
  }
}

function isOf({ entry }: Receipt, tenant: string, entryId: string): boolean {
  try {
    const leaf = JSON.parse(entry) as { readonly tenant?: unknown; readonly id?: unknown } | null;
    return leaf?.tenant === tenant && leaf.id === entryId;
  } catch {
    return false;
  }
}

const refused = ({ status }: UpstreamAnswer): LogUnavailableError =>
  new LogUnavailableError(
    status === 403
      ? 'the client of the engine lacks one of the permissions log:read and log:any-tenant'
      : `integrity-service answered ${String(status)}`,
  );

function parsed<Schema extends z.ZodType>(schema: Schema, answer: UpstreamAnswer): z.infer<Schema> {
  try {
    return schema.parse(answer.json());
  } catch (cause) {
    throw new LogUnavailableError('integrity-service answered in an unknown form', cause);
  }
}
