// Who may import whom. ARCHITECTURE.md draws this graph; `npm run check` enforces it and lib/architecture.test.ts plants violations.
// lib/ reads left to right like the product: a step sees the steps before it, never one after.
export const STEPS = [
  'kernel',
  'db',
  'audit',
  'jobs',
  'identity',
  'evidence',
  'warehouse',
  'rules',
  'policy',
  'approval',
  'execution',
  'verification',
  'cases',
  'intents',
  'conversation',
  'desks',
  'commands',
]
export const PURE = [
  '^lib/(?:rules|policy|verification|intents|conversation)/',
  '^lib/approval/decide',
  '^lib/audit/chain',
  '^lib/desks/[^/]+/(?:detect|attribute|rules|plan|actions|checks)/',
]
const PURE_PACKAGES = 'node_modules/(?:zod|big[.]js|@types/big[.]js|@cedar-policy/cedar-wasm)/'
const IO = [
  '[-/]store[.]ts$',
  '^lib/(?:db|jobs|warehouse)/',
  '^lib/kernel/(?:config|log|parent)[.]ts$',
  '/connectors/[^/]+/(?:real/|simulation/)?(?:aws|simulated)[.]ts$',
  'node_modules/@aws-sdk/',
  '^(?:fs|net|tls|http|https|http2|child_process|dns)(?:/|$)',
]
const TEST = '[.](?:test|contract|bench)[.]tsx?$|^e2e/|^(?:agent|lib)/.*/fixtures/'
// Scoring generates the same labelled data as the tests do.
const SCORING = '^app/cli/eval/'
const STORE = '[-/]store[.]ts$'

const deny = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const others = (folder) => [{ path: `^${folder}/([^/]+)/` }, { path: `^${folder}/[^/]+/`, pathNot: `^${folder}/$1/` }]

export default {
  forbidden: [
    deny('no-cycle', 'Move the shared part one step down.', {}, { circular: true }),
    deny('resolvable', 'Declare the package or fix the path.', {}, { couldNotResolve: true }),
    deny(
      'no-dev-package',
      'A production install would break.',
      { path: '^(?:app|components|agent|lib|schemas)/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    deny('no-test-import', 'Share a helper, not a test.', { pathNot: [TEST, SCORING] }, { path: TEST }),

    deny('schemas-are-the-bottom', 'A schema imports zod and other schemas.', { path: '^schemas/' }, { path: '^(?:app|agent|components|lib)/' }),
    deny('lib-knows-no-surface', 'lib decides; it does not draw, route or narrate.', { path: '^lib/' }, { path: '^(?:app|agent|components)/' }),
    deny('agent-knows-no-surface', 'The agent emits intents.', { path: '^agent/' }, { path: '^(?:app|components)/' }),
    deny(
      'components-see-schemas',
      'A drawing gets its data as props.',
      { path: '^components/' },
      { path: '^(?:app|agent|lib)/', pathNot: '^lib/kernel/format[.]ts$' },
    ),
    ...STEPS.slice(0, -1).map((step, i) =>
      deny(
        `lib-${step}-looks-ahead`,
        'A step never imports a later one.',
        { path: `^lib/${step}/`, pathNot: TEST },
        { path: `^lib/(?:${STEPS.slice(i + 1).join('|')})/` },
      ),
    ),
    deny('spine-knows-no-desk', 'A fifth desk must need no change here.', { path: '^lib/(?!desks/)', pathNot: TEST }, { path: '^lib/desks/' }),
    deny('lib-desks-are-strangers', 'Needed by two desks means it belongs to the spine.', ...others('lib/desks')),
    deny('agent-desks-are-strangers', 'Needed by two desks means it belongs to agent/graph.', ...others('agent/desks')),
    deny(
      'shared-nodes-know-no-desk',
      'A node gets its desk as an argument.',
      { path: '^agent/(?:graph|narration)/', pathNot: TEST },
      { path: '^(?:lib|agent)/desks/' },
    ),

    deny(
      'deciding-code-is-pure',
      'Evidence in, decision out: only schemas, lib and the packages listed above.',
      { path: PURE, pathNot: [TEST, STORE] },
      { pathNot: ['^(?:schemas|lib)/', PURE_PACKAGES] },
    ),
    deny('deciding-code-reaches-no-io', 'Not even through another file.', { path: PURE, pathNot: [TEST, STORE] }, { path: IO, reachable: true }),
    deny(
      'models-only-in-narration',
      'A model explains; it never decides.',
      { pathNot: '^agent/narration/' },
      { path: 'node_modules/(?:@langchain/(?:openai|anthropic|aws|google)|ai|@ai-sdk)/' },
    ),
    deny(
      'graph-engine-only-in-agent',
      'The order of steps lives in agent/.',
      { path: '^(?:app|components|lib|schemas)/', pathNot: TEST },
      { path: 'node_modules/@langchain/' },
    ),
    deny(
      'narration-writes-nothing',
      'It reads decisions and returns text.',
      { path: '^agent/narration/' },
      { path: '^lib/(?:db|audit|jobs|approval|execution)/' },
    ),
    deny(
      'sql-only-in-stores',
      'Put the query in that step’s store.ts.',
      { path: '^(?:app|agent|lib)/', pathNot: ['^lib/(?:db|jobs)/', STORE, TEST] },
      { path: '^lib/db/pool[.]ts$', dependencyTypesNot: ['type-only'] },
    ),
    deny(
      'routes-name-no-files',
      'A file by its path is imported from a shell only; over HTTP the command takes what was uploaded.',
      { path: '^app/(?!cli/)', pathNot: TEST },
      { path: '^lib/warehouse/imports/import-bill[.]ts$' },
    ),
    deny(
      'postgres-driver-only-below',
      'Ask lib/db for a connection.',
      { pathNot: ['^lib/(?:db|jobs)/', TEST] },
      { path: 'node_modules/(?:pg|graphile-worker)/', dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:[.]next|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
