import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Client } from 'pg';

const DAY = 24 * 60 * 60 * 1000;

/** Records decisions one after another, until told to stop: whoever reads meanwhile sees a first part of them. */
export class SteadyWriter {
  private stopped = false;
  private count = 0;
  private readonly done: Promise<void>;

  constructor(private readonly url: string) {
    this.done = this.write();
  }

  /** Of today, in the order of their numbers. */
  static idOf(number: number): string {
    const time = (Math.floor(Date.now() / DAY) * DAY).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7002-8000-${number.toString(16).padStart(12, '0')}`;
  }

  /** Resolves when there are so many more than now. */
  async untilMore(count: number): Promise<void> {
    const wanted = this.count + count;
    while (this.count < wanted)
      await Promise.race([this.done, new Promise((resolve) => setTimeout(resolve, 5))]);
  }

  /** How many there were. */
  async stop(): Promise<number> {
    this.stopped = true;
    await this.done;
    return this.count;
  }

  private async write(): Promise<void> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    for (; !this.stopped; this.count++) {
      await client.query(
        `INSERT INTO governance_engine.decisions (tenant, decision_id, requested_by, subject_id, action_name, resource_id,
           outcome, rule_ids, request, decision, constitutional_hash)
         VALUES ('default', $1, 'writer', 'agent', 'pay', 'doc', 'allow', '{}', '{}', '{}', $2)`,
        [SteadyWriter.idOf(this.count), CONSTITUTIONAL_HASH],
      );
    }
    await client.end();
  }
}
