import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The same specs as with jest, started by Vitest: only those that reach a mutant are loaded, and the first that fails ends it. */
export const vitestOf = (specs) => ({
  root: ROOT,
  resolve: {
    alias: [{ find: /^@acgs\/([^/]+)$/, replacement: join(ROOT, 'libs', '$1', 'src', 'index.ts') }],
  },
  test: { globals: true, include: specs, testTimeout: 60_000 },
});
