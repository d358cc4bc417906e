import type { Server } from 'node:http';

type End = () => void;

const OPEN = new WeakMap<object, Set<End>>();

/**
 * For an answer that goes on until somebody ends it: `end` is called when the service drains. Gives what takes it back, once
 * the answer is over.
 */
export function endWithService(server: object, end: End): End {
  const open = OPEN.get(server) ?? new Set();
  OPEN.set(server, open.add(end));
  return () => open.delete(end);
}

export function endEndlessAnswers(server: Server): void {
  for (const end of OPEN.get(server) ?? []) end();
}
