import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import type { DecisionRecord } from './decision-record.js';

/** A record's documents as they are stored, each a line. */
export interface RecordDocuments {
  readonly request: string;
  readonly decision: string;
  /** Both are canonical JSON (RFC 8785): the log takes them as they are. */
  readonly canonical: boolean;
}

/** What has no canonical form, such as half a surrogate pair, is recorded all the same. */
export function documentsOf({ request, decision }: DecisionRecord): RecordDocuments {
  try {
    return { request: canonicalJson(request), decision: canonicalJson(decision), canonical: true };
  } catch (error) {
    if (!(error instanceof NoJsonFormError)) throw error;
    return { request: JSON.stringify(request), decision: JSON.stringify(decision), canonical: false };
  }
}
