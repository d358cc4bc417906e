import type { FastifyRequest } from 'fastify';

/** What a request turned out to be about. */
export interface RequestNotes {
  readonly decisionIds?: readonly string[];
}

const NOTES = Symbol('notes');
const NONE: RequestNotes = {};

interface Noted {
  [NOTES]?: RequestNotes;
}

/** Stands in the request's line of the log and on its span. */
export function noteDecisions(request: FastifyRequest, decisionIds: readonly string[]): void {
  (request as Noted)[NOTES] = { decisionIds };
}

export const notesOf = (request: FastifyRequest): RequestNotes => (request as Noted)[NOTES] ?? NONE;
