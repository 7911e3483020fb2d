/** The dependency rule of the project: core <- db <- main; preload, renderer and hub know core only. */
const only = (name, from, comment, toNot) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: toNot },
})
const TEST = '\\.(test|property)\\.tsx?$'

module.exports = {
  forbidden: [
    only('core-is-pure', '^core/', 'core knows nothing outside core', '^(db|main|preload|renderer|hub|e2e|bench)/'),
    {
      name: 'core-no-platform',
      comment: 'no electron, node, database or react in core: time, ids, randomness and crypto come in through ports',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { path: '^(node:|electron$|fs$|path$|crypto$)|node_modules/(electron|better-sqlite3|react|react-dom)/' },
    },
    {
      name: 'core-no-node-builtins',
      severity: 'error',
      from: { path: '^core/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    only('db-knows-core', '^db/', 'db knows core only', '^(main|preload|renderer|hub|e2e)/'),
    {
      name: 'db-no-electron',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    only('main-knows-core-and-db', '^main/', 'main knows core and db', '^(preload|renderer|hub|e2e)/'),
    only('preload-knows-core', '^preload/', 'preload knows core only', '^(db|main|renderer|hub|e2e)/'),
    only('renderer-knows-core', '^renderer/', 'renderer knows core only', '^(db|main|preload|hub|e2e)/'),
    only('hub-knows-core', '^hub/', 'hub knows core only', '^(db|main|preload|renderer|e2e)/'),
    {
      name: 'renderer-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-importer-of-html5-qrcode',
      severity: 'error',
      from: { path: '^(core|db|main|preload|renderer)/', pathNot: '^renderer/scanner/' },
      to: { path: 'node_modules/html5-qrcode/' },
    },
    {
      name: 'sql-only-in-db',
      severity: 'error',
      from: { path: '^(core|main|preload|renderer|hub)/', pathNot: TEST },
      to: { path: 'node_modules/better-sqlite3/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
