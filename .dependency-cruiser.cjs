/** The one-way import rules of docs/architecture.md. Each rule says why it stands. */
const lib = (name) => `^libs/${name}/`;
const NEST = 'node_modules/@nestjs/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle makes two files one: neither can be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'runtime-and-catalogue-stand-alone',
      comment: 'Everything builds on the clock and on the catalogue, so they build on nothing.',
      severity: 'error',
      from: { path: '^libs/(runtime|catalogue)/' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Deciders are values in, values out: they may know the catalogue and nothing else of ours.',
      severity: 'error',
      from: { path: lib('protection'), pathNot: '\\.spec\\.ts$' },
      to: { path: ['^libs/', '^apps/', '^node:', NEST], pathNot: ['^libs/(protection|catalogue)/'] },
    },
    {
      name: 'adapters-know-only-the-catalogue',
      comment:
        'Event store, vault and directory can each be replaced alone as long as they do not know each other or the domain.',
      severity: 'error',
      from: { path: '^libs/(event-store|vault|directory)/' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/$1/', '^libs/(catalogue|runtime)/'] },
    },
    {
      name: 'interchange-knows-only-the-domain',
      comment:
        'Formats turn values into text and back: where the values are kept, and who asks, is for others to know.',
      severity: 'error',
      from: { path: lib('interchange') },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(interchange|catalogue|protection|runtime)/' },
    },
    {
      name: 'interchange-takes-only-types-of-the-domain',
      comment: 'What a report or a plan looks like is its business, what to do about it is not.',
      severity: 'error',
      from: { path: lib('interchange'), pathNot: '\\.spec\\.ts$' },
      to: { path: lib('protection'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'A library that knows an application cannot serve another one.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'drivers-only-from-composition-roots',
      comment:
        'A job or a projection that sees a driver is bound to it; only a composition root chooses adapters.',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: [
          '\\.(spec|contract)\\.ts$',
          '^libs/(event-store/src/(sqlite|eventstoredb)|vault/src/(local|azure)|directory/src/graph)/',
          '^apps/[^/]+/src/composition/',
        ],
      },
      to: {
        path: '^libs/(event-store/src/(sqlite|eventstoredb)|vault/src/(local|azure)|directory/src/graph)/',
      },
    },
    {
      name: 'nest-only-in-apps',
      comment: 'Libraries run in simulation, benchmarks and the command line without a container.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: NEST },
    },
    {
      name: 'apps-do-not-import-each-other',
      comment: 'Applications meet over the network only.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-test-code-in-product',
      comment: 'What only tests need must not ship.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.(spec|contract)\\.ts$' },
      to: { path: ['^test/', '\\.(spec|contract)\\.ts$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['known-good-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
