import { type EvaluationRequest, memberAt } from '@acgs/contracts';

/** Stands where an erased value stood. */
export const ERASED = '[erased]';

/** The request without what stood at the JSON Pointers, and those of them that led somewhere. */
export function erasedRequest(
  request: EvaluationRequest,
  fields: readonly string[],
): { readonly request: EvaluationRequest; readonly erased: string[] } {
  const copy = structuredClone(request);
  const erased = fields.filter((pointer) => {
    const member = memberAt(copy, pointer);
    if (member !== null) member.holder[member.name] = ERASED;
    return member !== null;
  });
  return { request: copy, erased };
}
