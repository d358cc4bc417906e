import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const LIBS = join(import.meta.dirname, 'libs');

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@acgs\/client\/(.+)$/, replacement: join(LIBS, 'client/src/adapters/$1.ts') },
      { find: /^@acgs\/([^/]+)$/, replacement: join(LIBS, '$1/src/index.ts') },
    ],
  },
  test: {
    globals: true,
    pool: 'forks',
    // A process loads each module once, for all the files that it runs: to load them anew takes half of the time.
    isolate: false,
    // One more than the two cores that are asked for: much of what the files do is to wait.
    maxWorkers: 3,
    // Bounds for what hangs, not measures: a rolling restart of three workers takes half a minute on a quiet machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    slowTestThreshold: 10_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{apps,libs,tools,test/performance}/**/*.spec.ts'] },
      },
      { extends: true, test: { name: 'conformance', include: ['test/conformance/**/*.spec.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/{e2e,faults}/**/*.{spec,e2e-spec}.ts'],
          exclude: ['**/*.process.e2e-spec.ts'],
          globalSetup: 'test/support/database.setup.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/{e2e,faults}/**/*.process.e2e-spec.ts'],
          globalSetup: 'test/support/build.setup.mjs',
        },
      },
    ],
  },
});
