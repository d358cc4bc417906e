const decorators = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.acgs/'],
  moduleNameMapper: {
    '^@acgs/client/(.+)$': '<rootDir>/libs/client/src/adapters/$1.ts',
    '^@acgs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@nestjs/throttler$': '<rootDir>/test/support/nestjs-throttler.mjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', decorators],
    'node_modules/(cookie|content-disposition)/.+\\.js$': ['@swc/jest', { module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['node_modules/(?!(.*/)?(cookie|content-disposition)/)'],
};

export default {
  maxWorkers: 2,
  // With ES modules jest frees little of what a test file has loaded: a worker that grows is replaced between two files.
  workerIdleMemoryLimit: '1GB',
  // A bound for what hangs, not a measure: a rolling restart of three workers takes half a minute on a quiet machine.
  testTimeout: 180_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,test/performance}/**/*.spec.ts'],
    },
    { ...shared, displayName: 'conformance', testMatch: ['<rootDir>/test/conformance/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/{e2e,faults}/**/*.{spec,e2e-spec}.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.process\\.e2e-spec\\.ts$'],
      globalSetup: '<rootDir>/test/support/database.setup.mjs',
      globalTeardown: '<rootDir>/test/support/database.teardown.mjs',
    },
    {
      ...shared,
      displayName: 'processes',
      testMatch: ['<rootDir>/test/{e2e,faults}/**/*.process.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/build.setup.mjs',
    },
  ],
};
