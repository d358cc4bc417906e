import { type z } from 'zod';

/** A file that the evaluation reads is not usable. Each fault is one line, naming where in the file it stands. */
export class EvaluationInputError extends Error {
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super([`${file} is not usable:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(
    ({ path, message }) => `${path.length === 0 ? '(top)' : path.join('.')}: ${message}`,
  );
}
