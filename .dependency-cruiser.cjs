/**
 * Directions of style.md §3, generated from two short lists: which package may import which, and the order of the rooms.
 * deploy/directions.test.ts plants a breach of each rule and sees it fail.
 */
const packages = {
  schema: { path: '^schema/src/', may: [] },
  contracts: { path: '^contracts/src/', may: ['schema'] },
  'audit-log': { path: '^contracts/audit-log/', may: [] },
  'audit-store': { path: '^contracts/audit-store/', may: ['audit-log'] },
  'consumer-kit': { path: '^contracts/consumer-kit/', may: ['schema'] },
  registry: { path: '^contracts/registry/', may: ['schema', 'contracts', 'audit-log', 'audit-store'] },
  cli: { path: '^contracts/cli/', may: ['schema', 'contracts', 'audit-log', 'consumer-kit'] },
  gateway: { path: '^gateway/', may: ['schema', 'contracts', 'audit-log', 'audit-store'] },
  kit: { path: '^subgraphs/kit/', may: ['schema'] },
  'market-regulation': { path: '^subgraphs/market-regulation/', may: ['kit', 'schema'] },
  tax: { path: '^subgraphs/tax/', may: ['kit', 'schema'] },
  courts: { path: '^subgraphs/courts/', may: ['kit', 'schema'] },
  tourism: { path: '^subgraphs/tourism/', may: ['kit', 'schema'] },
  finance: { path: '^subgraphs/finance/', may: ['kit', 'schema'] },
  'credit-office': { path: '^subgraphs/credit-office/', may: ['kit', 'schema', 'contracts', 'audit-log'] },
  deploy: { path: '^deploy/', may: null },
}
const rooms = ['authenticate', 'contract', 'decide', 'plan', 'fetch', 'lawful-rows', 'shape', 'audit', 'respond']

const packageRules = Object.entries(packages)
  .filter(([, one]) => one.may !== null)
  .map(([name, one]) => ({
    name: `${name}-imports-only-${one.may.length === 0 ? 'itself' : one.may.join('-')}`,
    severity: 'error',
    comment: 'Direction of the house (README, "The house").',
    from: { path: one.path },
    to: {
      path: Object.values(packages).map((other) => other.path),
      pathNot: [one.path, ...one.may.map((may) => packages[may].path)],
    },
  }))

const frontDoorRules = Object.entries(packages).map(([name, one]) => ({
  name: `${name}-enters-others-by-the-front-door`,
  severity: 'error',
  comment:
    'A package is entered by what its exports name: src/index.ts, schema by src/checks.ts for threads that check signatures alone, audit-log by src/plain-text.ts for programs that print and by src/testing.ts for tests.',
  from: { path: one.path },
  to: {
    path: Object.values(packages).map((other) => other.path),
    pathNot: [
      one.path,
      '/src/index[.]ts$',
      '^schema/src/checks[.]ts$',
      '^contracts/audit-log/src/(?:plain-text|testing)[.]ts$',
      '/package[.]json$',
      '^subgraphs/kit/test/',
    ],
  },
}))

const roomRules = rooms.slice(0, -1).map((room, index) => ({
  name: `room-${room}-imports-earlier-rooms-only`,
  severity: 'error',
  comment: 'The walk goes one way: a room may import earlier rooms only.',
  from: { path: `^gateway/src/${room}/` },
  to: { path: rooms.slice(index + 1).map((later) => `^gateway/src/${later}/`) },
}))

module.exports = {
  forbidden: [
    ...packageRules,
    ...roomRules,
    {
      name: 'bundle-and-facts-import-no-room',
      severity: 'error',
      from: { path: '^gateway/src/(bundle|facts)/' },
      to: { path: rooms.map((room) => `^gateway/src/${room}/`) },
    },
    {
      name: 'federation-libraries-stay-in-their-programs',
      comment:
        'They take seconds and a hundred megabytes: never in the process that answers (gateway/README.md, "Memory").',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: ['-program[.]ts$', '^gateway/src/testing/', '[.]test[.]ts$'] },
      to: {
        path: [
          '(^|/)@apollo/(gateway|federation-internals|query-planner|composition)(/|$)',
          '^gateway/src/.*/(judge|planner)-program[.]ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-packages-open-nothing',
      comment:
        'schema and the core of contracts open no file, socket or database; one clock reads one file, and tests may read.',
      severity: 'error',
      from: { path: '^(schema|contracts)/src/', pathNot: ['[.]test[.]ts$', '^schema/src/time/file-clock[.]ts$'] },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|http2|dgram|tls|child_process|worker_threads)$|node_modules/(pg|kysely|undici|fastify)/',
      },
    },
    ...frontDoorRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['[.]types/', '(^|/)generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
