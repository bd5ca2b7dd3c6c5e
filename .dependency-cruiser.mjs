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
  ['files'],
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

/** Modules with side effects, and which folders and files may import them. */
const effects = {
  files: {
    modules: ['^(node:)?fs(/promises)?$', 'node_modules/fs-extra/'],
    allowed: [
      '^src/(files|config|process|engines|postgres|workspace|observe|compare|audit|locate|cli|bootstrap)/',
      // Files of users: suites, states, adaptations and expectations.
      '^src/cases/(suites|state|adaptation)\\.ts$',
      '^src/findings/expectations/expectation\\.ts$',
      // The engine's own code: definitions of its options, schemas of its artifacts, suspects.
      '^src/dbt/definitions\\.ts$',
      '^src/facets/artifacts/schemas\\.ts$',
      '^src/findings/suspects/(own-files|read-code)\\.ts$',
      // What facets collect after a step.
      '^src/facets/(files/tree|events/log-files)\\.ts$',
      // Reports are written, and read again to be merged or compared.
      '^src/report/(finish|reporters|html/render|json/run-json)\\.ts$',
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
    to: { pathNot: '^src/(bootstrap/|files/lock\\.mjs$)', dependencyTypesNot: ['core'] },
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
    from: { path: '^suites/', pathNot: [tests] },
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

const options = {
  baseDir: import.meta.dirname,
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(dist|projects|reports)/' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
};

export default { forbidden: rules.map((rule) => ({ severity: 'error', ...rule })), options };
