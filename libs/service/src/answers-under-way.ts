import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const LAST = new WeakMap<Socket, ServerResponse>();

/** To be told of each answer when its head is written. */
export function noteAnswer(response: ServerResponse): void {
  if (response.socket !== null) LAST.set(response.socket, response);
}

/** Whether part of an answer has left and part of it has not: whatever is written now would stand within it. */
export function isAnswering(socket: Socket): boolean {
  const answer = LAST.get(socket);
  return answer?.headersSent === true && !answer.writableFinished;
}
