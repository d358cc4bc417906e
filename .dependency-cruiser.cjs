/** The borders of the monorepo; `npm run check` runs them. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|tools|test)/' },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'features-import-each-other-one-way',
      severity: 'error',
      scope: 'folder',
      from: { path: '^apps/[^/]+/src/.+' },
      to: { circular: true, viaOnly: { path: '^apps/[^/]+/src/.+' } },
    },
    {
      name: 'apps-never-import-tools',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'libs-are-entered-by-their-index',
      severity: 'error',
      from: { path: '^(apps|tools|libs/([^/]+))/' },
      to: {
        path: '^libs/',
        pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/client/src/adapters/[^/]+\\.ts$', '^libs/$2/'],
      },
    },
    {
      name: 'cores-are-plain-typescript',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/core/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          'node_modules/@nestjs/',
          'node_modules/(typeorm|pg|fastify|rxjs)/',
          '^libs/[^/]+/src/(?!core/|index)',
        ],
      },
    },
    {
      name: 'contracts-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^(apps|libs|migrations)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'the-client-runs-anywhere',
      severity: 'error',
      from: { path: '^libs/(client|retries)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-needs-no-dev-dependencies',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
