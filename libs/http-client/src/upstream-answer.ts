import type { WholeAnswer } from './buffered-answer.js';
import { UpstreamAnswerUnusableError } from './upstream.errors.js';

/** What a service answered, whatever its status. */
export class UpstreamAnswer {
  constructor(
    private readonly upstream: string,
    private readonly answer: WholeAnswer,
  ) {}

  get status(): number {
    return this.answer.status;
  }

  /** Several of one name are joined by a comma. */
  header(name: string): string | undefined {
    const value = this.answer.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  text(): string {
    return this.answer.body.toString('utf8');
  }

  /** @throws UpstreamAnswerUnusableError */
  json(): unknown {
    try {
      return JSON.parse(this.text());
    } catch (cause) {
      throw new UpstreamAnswerUnusableError(this.upstream, 'with what is not JSON', cause);
    }
  }
}
