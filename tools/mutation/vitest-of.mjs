import { join } from 'node:path';
import shared from '../../vitest.config.ts';

/** The same specs as `npm test`: only those that reach a mutant are loaded, and the first that fails ends it. */
export const vitestOf = (specs) => ({
  root: join(import.meta.dirname, '..', '..'),
  resolve: shared.resolve,
  test: { globals: true, include: specs, testTimeout: 60_000 },
});
