/** What is changed on purpose; `parts/<name>.mjs` has the specs that should notice. */
export interface MutatedPart {
  /** Globs, relative to the project. */
  readonly mutate: readonly string[];
  readonly summary: string;
}

export const MUTATED_PARTS: Readonly<Record<string, MutatedPart>> = {
  guards: {
    mutate: [
      'libs/constitutional-hash/src/*.guard.ts',
      'libs/access/src/{access.guard,demand-permission,route-rules,step-up}.ts',
      'libs/access/src/{bearer-token,named-tenant,proof-verifier,used-proofs}.ts',
    ],
    summary: 'the constitutional hash, tokens, proofs and permissions before each route',
  },
  merkle: {
    mutate: ['libs/merkle/src/core/*.ts'],
    summary: 'trees, proofs, tiles and signed notes of the log',
  },
  rules: {
    mutate: ['libs/rules/src/core/*.ts'],
    summary: 'scopes, precedence, effects and explanations',
  },
};
