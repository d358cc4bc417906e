import { Client } from 'pg';
import type { Installation } from './installation.js';

/** While `work` is done, no leaf comes into any tree: their heads are locked. */
export async function heldBack<Result>(
  { database }: Installation,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM integrity_service.trees FOR UPDATE');
    return await work();
  } finally {
    await client.end();
  }
}
