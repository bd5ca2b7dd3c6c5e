/**
 * What may import what. `npm run layers` enforces it, as part of `npm run check` and CI. A violation names its rule; the
 * comment of the rule says why it exists and what to do instead.
 *
 * The parser is swc because the one of TypeScript 7 has no stable interface yet. It also sees imports of types.
 */

/**
 * Folders of `src` from low to high. A folder may import from its own row and from the rows above it.
 * docs/architecture.md explains the folders.
 */
const layers = [
  ['config'],
  ['process'],
  ['engines', 'postgres', 'dbt'],
  ['diff'],
  ['observe', 'facets', 'normalise', 'identity'],
  ['cases'],
  ['workspace'],
  ['findings'],
  ['compare'],
  ['report'],
  ['audit', 'locate'],
  ['cli'],
];

/**
 * Violations that are not fixed yet. A test fails as soon as an entry is no longer needed. Do not add entries.
 * @type {{ rule: string, from: string, to: string, remedy: string }[]}
 */
export const known = [
  {
    rule: 'layer-config',
    from: '^src/config/config\\.ts$',
    to: '^src/facets/impact\\.ts$',
    remedy: 'Move the list of impacts to src/config: it is a level that users configure (fail_on).',
  },
  {
    rule: 'layer-process',
    from: '^src/process/',
    to: '^src/engines/engine\\.ts$',
    remedy: 'Declare in src/process what it needs of an engine (program, path, env); Engine extends it.',
  },
  {
    rule: 'layer-engines-postgres-dbt',
    from: '^src/dbt/failure-line\\.ts$',
    to: '^src/observe/(json-line|observation)\\.ts$',
    remedy: 'Move Json and jsonIn to src/diff or lower: they know nothing about observing.',
  },
  {
    rule: 'layer-diff',
    from: '^src/diff/',
    to: '^src/(observe/observation|facets/general)\\.ts$',
    remedy: 'Move the type Json out of the observation into src/diff, and wildcard.ts to src/facets.',
  },
  {
    rule: 'layer-workspace',
    from: '^src/workspace/states\\.ts$',
    to: '^src/compare/run-side\\.ts$',
    remedy: 'Move runSql to src/workspace: states and sides both use it.',
  },
  ...[
    ['^src/report/(changes|run)\\.ts$', 'Declare Earlier in run.ts.'],
    ['^src/findings/causes/(cluster|same-failures)\\.ts$', 'Give Cluster its own file.'],
    ['^src/cases/options/(alone|ending)\\.ts$', 'Declare Tryable in ending.ts.'],
    ['^src/cases/(define-suite|options/trial)\\.ts$', 'Give Entry its own file.'],
  ].map(([files, remedy]) => ({ rule: 'no-cycles', from: files, to: files, remedy })),
];

/** Modules with side effects, and which folders and files may import them. */
const effects = {
  files: {
    modules: ['^(node:)?fs(/promises)?$', 'node_modules/fs-extra/'],
    allowed: [
      '^src/(config|process|engines|postgres|workspace|observe|compare|audit|locate|cli|bootstrap)/',
      // Files of users: suites, states, adaptations and expectations.
      '^src/cases/(suites|state|adaptation)\\.ts$',
      '^src/findings/expectations/expectation\\.ts$',
      // The engine's own code: definitions of its options, schemas of its artifacts, suspects.
      '^src/dbt/definitions\\.ts$',
      '^src/facets/artifacts/schemas\\.ts$',
      '^src/findings/suspects/(modules-of|own-files|read-code)\\.ts$',
      // What facets collect after a step.
      '^src/facets/(files/tree|events/log-files)\\.ts$',
      // Reports are written, and read again to be merged or compared.
      '^src/report/(finish|write-reports|html/render|json/run-json)\\.ts$',
    ],
  },
  processes: {
    modules: ['^(node:)?(child_process|worker_threads)$', 'node_modules/execa/'],
    allowed: [
      '^src/(process|engines|postgres|workspace|audit|locate|cli|bootstrap)/',
      // Python reads the engine's own code.
      '^src/facets/artifacts/schemas\\.ts$',
      '^src/findings/suspects/read-code\\.ts$',
    ],
  },
  connections: {
    modules: ['^(node:)?(net|https?)$', 'node_modules/(pg|testcontainers|@testcontainers/postgresql)/'],
    allowed: [
      '^src/(process|postgres|workspace|bootstrap)/',
      // `doctor` tries to connect.
      '^src/cli/needs-of-database\\.ts$',
      // Facets collect pages of a server, and relations of the database.
      '^src/facets/(http/ask|database/relations)\\.ts$',
    ],
  },
};

/** Tests may import anything: they build the data and start the processes that the tested code is given. */
const tests = '\\.test\\.ts$';
const foldersIn = (rows) => `^src/(${rows.flat().join('|')})/`;

const layerRules = layers.slice(0, -1).map((names, row) => ({
  name: `layer-${names.join('-')}`,
  comment:
    'A lower layer must be usable and testable without a higher one. Remedy: pass the value or the function as an ' +
    'argument, or move what is needed (often a type or a pure function) to the lower folder.',
  from: { path: foldersIn([names]), pathNot: [tests] },
  to: { path: foldersIn(layers.slice(row + 1)) },
}));

const effectRules = Object.entries(effects).map(([name, { modules, allowed }]) => ({
  name: `effects-${name}`,
  comment:
    'Comparing and explaining must depend on their arguments only, so that a recorded run gives the same report anywhere. ' +
    'Remedy: do it in a folder that `effects` in .dependency-cruiser.mjs allows, and pass the data.',
  from: { path: '^src/', pathNot: [tests, ...allowed] },
  to: { path: modules },
}));

const rules = [
  {
    name: 'no-cycles',
    comment:
      'Modules of a cycle can only be understood together, and load in an order that depends on who comes first. ' +
      'Remedy: move what both need to a third file.',
    from: {},
    to: { circular: true },
  },
  ...layerRules,
  {
    name: 'layer-every-folder',
    comment:
      'The direction of imports is only enforced for folders with a layer. Remedy: add the new folder to `layers` in ' +
      '.dependency-cruiser.mjs.',
    from: { path: '^src/', pathNot: [tests, foldersIn([...layers, 'bootstrap'])] },
    to: {},
  },
  {
    name: 'bootstrap-alone',
    comment:
      'bootstrap.mjs runs before any package is installed, on Node 18, and without it nothing else does. Remedy: use only ' +
      'modules of Node there, and nothing of it elsewhere.',
    from: { path: '^(bootstrap\\.mjs$|src/bootstrap/)', pathNot: [tests] },
    to: { pathNot: '^src/bootstrap/', dependencyTypesNot: ['core'] },
  },
  {
    name: 'tools-only-from-cli',
    comment:
      'Tools are built on top of comparing, and a tool must be removable without a change in src. Remedy: load the tool in ' +
      'a command of src/cli.',
    from: { path: '^src/', pathNot: [tests, '^src/cli/'] },
    to: { path: '^tools/' },
  },
  {
    name: 'suites-are-data',
    comment:
      'Cases are data that src/cases/suites.ts finds by folder, so that they can be added without a change elsewhere. ' +
      'Remedy: move the shared definition to src/cases.',
    from: { path: '^(src|tools|packages)/', pathNot: [tests] },
    to: { path: '^suites/' },
  },
  {
    name: 'suites-from-cases',
    comment:
      'A case must be readable by someone who knows dbt but not this code. Remedy: import from src/cases and other files of ' +
      'suites only.',
    from: { path: '^suites/' },
    to: { path: '^(src|tools|packages)/', pathNot: '^src/cases/' },
  },
  {
    name: 'packages-alone',
    comment:
      'A package is usable on its own. Remedy: pass the value to it, or move the code into the package.',
    from: { path: '^packages/' },
    to: { path: '^(src|tools|suites|fixtures)/' },
  },
  {
    name: 'no-tests-in-production',
    comment: 'Tests are not part of the npm package. Remedy: move what is shared into a file of its own.',
    from: { pathNot: [tests, '^fixtures/'] },
    to: { path: tests },
  },
  ...effectRules,
];

/** A rule without its known violations: those files have a copy of the rule that ignores the known import. */
const withoutKnown = (rule) => {
  const own = known.filter((entry) => entry.rule === rule.name);
  const { pathNot = [] } = rule.from;
  return [
    { ...rule, from: { ...rule.from, pathNot: [pathNot, ...own.map(({ from }) => from)].flat() } },
    ...Map.groupBy(own, ({ from }) => from)
      .entries()
      .map(([from, entries]) => ({
        ...rule,
        from: { path: from, pathNot: [tests] },
        to: { ...rule.to, pathNot: [rule.to.pathNot ?? [], entries.map(({ to }) => to)].flat(2) },
      })),
  ];
};

const options = {
  baseDir: import.meta.dirname,
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(dist|projects|reports)/' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
};

/** All rules, known violations included. */
export const strict = { forbidden: rules.map((rule) => ({ severity: 'error', ...rule })), options };

export default { forbidden: strict.forbidden.flatMap(withoutKnown), options };
