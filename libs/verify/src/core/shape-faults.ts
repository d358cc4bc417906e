import { type Fault } from './fault.js';

interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** The faults of a value that has not the form of its schema, by member. */
export function shapeFaults({ issues }: Issues, path: string): Fault[] {
  return issues.map((issue) => ({
    path: [path, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
}
