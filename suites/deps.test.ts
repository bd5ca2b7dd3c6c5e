/** `deps`: installs the packages a project names. Packages of the suite's own lie beside the project. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const raw = { project: 'shop', state: 'raw' };
const packages = (...lines: readonly string[]) => ({ write: { 'packages.yml': lines.join('\n') } });
/** A package of a macro and a model, as a folder of the project. */
const local = (name: string, ...needs: readonly string[]) => ({
  write: {
    [`vendor/${name}/dbt_project.yml`]: `name: ${name}\nversion: '1.0.0'\nmodels: { ${name}: { +schema: ${name} } }\n`,
    [`vendor/${name}/macros/${name}.sql`]: `{% macro ${name}_says() %}'${name}'{% endmacro %}\n`,
    [`vendor/${name}/models/${name}_model.sql`]: `select {{ ${name}_says() }} as name\n`,
    ...(needs.length > 0 && {
      [`vendor/${name}/packages.yml`]: `packages:\n${needs.map((need) => `  - local: ../${need}\n`).join('')}`,
    }),
  },
});
const one = [local('lamps'), packages('packages:', '  - local: vendor/lamps')];

export default await suite(
  'deps',
  raw,
  {
    local: {
      title: 'installs a package of the project itself',
      before: one,
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4', 'DEPS-EXIT', 'DEPS-OUT', 'DEPS-ART'],
      tier: 'smoke',
    },
    'local-run': {
      title: 'installs a package again after its model ran',
      before: [...one, { engine: 'deps' }, { engine: 'run --select lamps' }],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    nested: {
      title: 'installs what a package needs',
      before: [
        local('lamps', 'bulbs'),
        local('bulbs'),
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/bulbs'),
      ],
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    'no-packages': {
      title: 'has no packages',
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-OUT'],
      tier: 'smoke',
    },
    'empty-packages': {
      title: 'names no package',
      before: [packages('packages: []', '')],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    'in-dependencies': {
      title: 'names packages in dependencies.yml',
      before: [local('lamps'), { write: { 'dependencies.yml': 'packages:\n  - local: vendor/lamps\n' } }],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    'both-files': {
      title: 'names packages in two files',
      before: [...one, { write: { 'dependencies.yml': 'packages:\n  - local: vendor/lamps\n' } }],
      argv: 'deps',
      checks: ['DEPS-ERR'],
    },
    lock: {
      title: 'locks, and installs nothing',
      before: one,
      argv: 'deps --lock',
      checks: ['DEPS-4', 'DEPS-FLAG'],
    },
    locked: {
      title: 'installs what is locked',
      before: [...one, { engine: 'deps --lock' }],
      argv: 'deps',
      checks: ['DEPS-4'],
    },
    'changed-after-lock': {
      title: 'installs what came after it was locked',
      before: [
        ...one,
        { engine: 'deps' },
        local('chairs'),
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/chairs'),
      ],
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    upgrade: {
      title: 'installs anew',
      before: [...one, { engine: 'deps' }],
      argv: 'deps --upgrade',
      checks: ['DEPS-3', 'DEPS-FLAG'],
    },
    'add-local': {
      title: 'adds a package',
      before: [...one, local('chairs')],
      argv: 'deps --add-package vendor/chairs --source local',
      checks: ['DEPS-FLAG'],
    },
    'add-dry-run': {
      title: 'would add a package',
      before: one,
      argv: 'deps --add-package vendor/lamps@1.0.0 --source local --lock',
      checks: ['DEPS-FLAG'],
    },
    missing: {
      title: 'names a folder that does not exist',
      before: [packages('packages:', '  - local: vendor/no_such_package', '')],
      argv: 'deps',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
      tier: 'smoke',
    },
    'two-of-one-name': {
      title: 'names two packages of one name',
      before: [
        local('lamps'),
        { write: { 'vendor/other/dbt_project.yml': "name: lamps\nversion: '2.0.0'\n" } },
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/other'),
      ],
      argv: 'deps',
      checks: ['DEPS-2', 'DEPS-ERR'],
    },
    'not-installed': {
      title: 'lists nodes before packages are installed',
      before: one,
      argv: 'deps --no-such-flag',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    'broken-packages': {
      title: 'has packages that cannot be read',
      before: [packages('packages:', '  - local: [vendor')],
      argv: 'deps',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    'unknown-kind': {
      title: 'names a package of no known kind',
      before: [packages('packages:', '  - folder: vendor/lamps')],
      argv: 'deps',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    quiet: { title: 'wants to hear nothing', before: one, argv: 'deps --quiet', checks: ['DEPS-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      before: one,
      argv: 'deps --log-format json',
      checks: ['DEPS-OUT'],
    },
    help: { title: 'asks for help', argv: 'deps --help', checks: ['DEPS-OUT', 'DEPS-FLAG'] },
  },
  {
    base: { argv: 'deps', before: [...one, local('chairs'), shop.occasions] },
    options: {
      '--add-package': { values: ['vendor/chairs'], with: '--source local' },
      '--source': { argv: 'deps --add-package vendor/chairs' },
      '--upgrade': { before: [...one, { engine: 'deps' }] },
    },
    apart: ['--project-dir', '--profiles-dir'],
  },
);
