import type { ApiAnswer, ApiClient } from '../../../tools/installation/api-client.js';
import type { Exchange } from './exchange.js';

export interface Change {
  /** What it is called among the exchanges. */
  readonly key: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** Statuses that tell the same as success. */
  readonly orElse?: readonly number[];
}

/** Changes of the rules and of freezes through the first gateway, each of them remembered as its client saw it. */
export class RuleChanges {
  constructor(
    private readonly admin: ApiClient,
    private readonly exchanges: Exchange[],
  ) {}

  /** Null where nobody knows what became of it. */
  async send(change: Change): Promise<ApiAnswer | null> {
    const sentAt = performance.now();
    const { ending, answer } = await this.attempt(change);
    this.exchanges.push({
      key: change.key,
      target: 'rules',
      sentAt,
      endedAt: performance.now(),
      ending,
    });
    return ending === '200' ? answer : null;
  }

  private attempt({ method, path, body, orElse }: Change): Promise<Ended> {
    return endedBy(() => this.admin.call(method, path, body), orElse);
  }
}

interface Ended {
  readonly ending: string;
  readonly answer: ApiAnswer | null;
}

/** How a call that `fetch` makes ended, in the words of an exchange; any success is `200`. */
export async function endedBy(
  call: () => Promise<ApiAnswer>,
  orElse: readonly number[] = [],
): Promise<Ended> {
  try {
    const answer = await call();
    const { status, headers } = answer;
    if (status < 300 || orElse.includes(status)) return { ending: '200', answer };
    const isAbrupt = status === 503 && !headers.has('retry-after');
    return { ending: isAbrupt ? '503 without Retry-After' : String(status), answer };
  } catch (error) {
    const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {};
    return { ending: code === 'ECONNREFUSED' ? 'refused' : 'broken', answer: null };
  }
}
