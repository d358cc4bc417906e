import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/** Nobody needs to know how far beyond. */
const COUNTED_AT_MOST = 10_000;

/** What waits to come into the log: a number that only grows says that it stands still. */
@Injectable()
export class OutboxMetrics {
  constructor(database: DataSource, registry: Registry) {
    const rows = new Gauge({
      name: 'acgs_log_outbox_rows',
      help: 'Rows of the outbox that wait for the log, 10 000 at most; a row has up to 1000 decisions.',
      aggregator: 'max',
      registers: [registry],
      collect: async () => {
        const text = `SELECT count(*) FROM (SELECT FROM acgs.outbox LIMIT ${String(COUNTED_AT_MOST)}) AS waiting`;
        const [row] = await database.query<{ count: string }[]>(text).catch(() => []);
        rows.set(row === undefined ? Number.NaN : Number(row.count));
      },
    });
  }
}
