import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { NOT_MEASURED } from '../measurement.js';

/** `USER_HZ`, which Linux promises to programs whatever the kernel's own clock is. */
const TICKS_PER_SECOND = 100;

/** Places after the name in `/proc/PID/stat`: parent, own user and system time, that of children which have ended. */
const [PARENT, FIRST_TIME, LAST_TIME] = [1, 11, 14];

/**
 * Seconds of processor that the server has used with all its processes, ended ones too. Linux tells it; elsewhere, and for
 * a server on another machine, it is not measured.
 */
export async function secondsOfPostgres(database: Client): Promise<number> {
  const { rows } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const own = await fieldsOf(String(rows[0]?.pid));
  const server = own?.[PARENT];
  if (server === undefined) return NOT_MEASURED;
  const processes = await Promise.all(
    (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(fieldsOf),
  );
  const children = processes.filter((fields) => fields?.[PARENT] === server);
  return [await fieldsOf(server), ...children].reduce((sum, fields) => sum + secondsIn(fields), 0);
}

const secondsIn = (fields: readonly string[] | null): number =>
  (fields ?? []).slice(FIRST_TIME, LAST_TIME + 1).reduce((sum, ticks) => sum + Number(ticks), 0) /
  TICKS_PER_SECOND;

/** Null when there is no such process, any longer or at all. */
async function fieldsOf(pid: string): Promise<readonly string[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}
