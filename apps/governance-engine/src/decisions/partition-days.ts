import type { EntityManager } from 'typeorm';

const DAY = 24 * 60 * 60 * 1000;

/** In UTC. */
export function startOfDay(now: Date, offset: number): Date {
  return new Date((Math.floor(now.getTime() / DAY) + offset) * DAY);
}

export const dayAfter = (day: Date): Date => startOfDay(day, 1);

/** Sorts by time. */
export const partitionName = (day: Date): string =>
  `decisions_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;

export const dayOf = (partition: string): Date =>
  new Date(partition.replace(/^decisions_(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));

/** Those that statements see, oldest first: without one that is being detached. */
export async function partitionsOf(database: Pick<EntityManager, 'query'>): Promise<string[]> {
  const rows = await database.query<{ name: string }[]>(
    `SELECT child.relname AS name FROM pg_inherits
     JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'governance_engine.decisions'::regclass AND NOT inhdetachpending ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
