import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The same specs as with jest: Vitest starts the few that reach a mutant in a tenth of the time. */
export default {
  root: ROOT,
  resolve: {
    alias: [{ find: /^@acgs\/([^/]+)$/, replacement: join(ROOT, 'libs', '$1', 'src', 'index.ts') }],
  },
  test: {
    globals: true,
    include: (process.env.MUTATION_TESTS ?? '').split(' '),
    testTimeout: 60_000,
  },
};
