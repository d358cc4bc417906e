import { vitestOf } from '../vitest-of.mjs';

export default vitestOf([
  'libs/merkle/src/**/*.spec.ts',
  'test/conformance/{merkle-formats,merkle-notes,merkle-tree,merkle-vectors}.spec.ts',
  'test/conformance/{canonical-json,ed25519}.spec.ts',
]);
