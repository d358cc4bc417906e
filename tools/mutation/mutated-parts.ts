/** What is changed on purpose, and the tests that should notice. Globs are relative to the project. */
export interface MutatedPart {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  readonly summary: string;
}

export const MUTATED_PARTS: Readonly<Record<string, MutatedPart>> = {
  guards: {
    mutate: [
      'libs/constitutional-hash/src/*.guard.ts',
      'libs/access/src/{access.guard,demand-permission,route-rules,step-up}.ts',
      'libs/access/src/{bearer-token,named-tenant,proof-verifier,used-proofs}.ts',
    ],
    tests: ['libs/{access,constitutional-hash}/src/*.spec.ts'],
    summary: 'the constitutional hash, tokens, proofs and permissions before each route',
  },
  merkle: {
    mutate: ['libs/merkle/src/core/*.ts'],
    tests: [
      'libs/merkle/src/**/*.spec.ts',
      'test/conformance/{merkle-formats,merkle-notes,merkle-tree,merkle-vectors}.spec.ts',
      'test/conformance/{canonical-json,ed25519}.spec.ts',
    ],
    summary: 'trees, proofs, tiles and signed notes of the log',
  },
  rules: {
    mutate: ['libs/rules/src/core/*.ts'],
    tests: ['libs/rules/src/core/*.spec.ts'],
    summary: 'scopes, precedence, effects and explanations',
  },
};
