/** `deps`: installs packages. The test packages are written into the project folder. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const packages = (...lines: readonly string[]) => ({ write: { 'packages.yml': lines.join('\n') } });
/** A local package with a macro and a model. dbt resolves paths of local packages from the root project. */
const local = (name: string, ...needs: readonly string[]) => ({
  write: {
    [`vendor/${name}/dbt_project.yml`]: `name: ${name}\nversion: '1.0.0'\nmodels: { ${name}: { +schema: ${name} } }\n`,
    [`vendor/${name}/macros/${name}.sql`]: `{% macro ${name}_says() %}'${name}'{% endmacro %}\n`,
    [`vendor/${name}/models/${name}_model.sql`]: `select {{ ${name}_says() }} as name\n`,
    ...(needs.length > 0 && {
      [`vendor/${name}/packages.yml`]: `packages:\n${needs.map((need) => `  - local: vendor/${need}\n`).join('')}`,
    }),
  },
});
/** A git package: its repository and its entry in packages.yml. */
const gitPackage = (revision: string) => [
  local('lamps'),
  { repository: 'vendor/lamps', tags: ['1.0.0'] },
  packages(
    'packages:',
    `  - git: "file://{{ env_var('HOME') }}/../trial_cmd_deps/vendor/lamps"`,
    ...(revision === '' ? [] : [`    revision: ${revision}`]),
  ),
];
/** Files of a package hub with versions of one package. */
const hub = (latest: string, ...versions: readonly string[]) => {
  const name = 'shop/candles';
  const described = Object.fromEntries(
    versions.map((version) => [
      version,
      {
        id: `${name}/${version}`,
        name: 'candles',
        version,
        packages: [],
        require_dbt_version: [],
        downloads: { tarball: `http://127.0.0.1:{port}/files/candles-${version}.tar.gz`, format: 'tgz' },
      },
    ]),
  );
  return {
    write: {
      'hub/api/v1/index.json': JSON.stringify([name]),
      [`hub/api/v1/${name}.json`]: JSON.stringify({ name: 'candles', latest, versions: described }),
      ...Object.fromEntries(
        versions.flatMap((version) => [
          [`hub/files/candles-${version}/dbt_project.yml`, `name: candles\nversion: '${version}'\n`],
          [`hub/files/candles-${version}/models/candle.sql`, `select '${version}' as version\n`],
        ]),
      ),
    },
  };
};
const atHub = { hub: true, env: { DBT_PACKAGE_HUB_URL: 'http://127.0.0.1:{port}/' } } as const;
const candles = (version: string) =>
  packages('packages:', '  - package: shop/candles', `    version: ${version}`);
const localPackage = [local('lamps'), packages('packages:', '  - local: vendor/lamps')];

export default defineSuite({
  command: 'deps',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    local: {
      title: 'installs a local package',
      before: localPackage,
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4', 'DEPS-EXIT', 'DEPS-OUT', 'DEPS-ART'],
      tier: 'smoke',
    },
    'local-run': {
      title: 'reinstalls a local package after its models ran',
      before: [...localPackage, { engine: 'deps' }, { engine: 'run --select lamps' }],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    nested: {
      title: 'installs the dependencies of a package',
      before: [
        local('lamps', 'bulbs'),
        local('bulbs'),
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/bulbs'),
      ],
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    'no-packages': {
      title: 'succeeds without packages.yml',
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-OUT'],
      tier: 'smoke',
    },
    'empty-packages': {
      title: 'succeeds with an empty package list',
      before: [packages('packages: []', '')],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    'in-dependencies': {
      title: 'installs packages from dependencies.yml',
      before: [local('lamps'), { write: { 'dependencies.yml': 'packages:\n  - local: vendor/lamps\n' } }],
      argv: 'deps',
      checks: ['DEPS-1'],
    },
    'both-files': {
      title: 'fails when packages.yml and dependencies.yml both list packages',
      before: [...localPackage, { write: { 'dependencies.yml': 'packages:\n  - local: vendor/lamps\n' } }],
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-ERR'],
    },
    lock: {
      title: 'writes the lock file without installing (--lock)',
      before: localPackage,
      argv: 'deps --lock',
      checks: ['DEPS-4', 'DEPS-FLAG'],
    },
    locked: {
      title: 'installs the locked packages',
      before: [...localPackage, { engine: 'deps --lock' }],
      argv: 'deps',
      checks: ['DEPS-4'],
    },
    'changed-after-lock': {
      title: 'installs a package added after locking',
      before: [
        ...localPackage,
        { engine: 'deps' },
        local('chairs'),
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/chairs'),
      ],
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    upgrade: {
      title: 'resolves and installs packages again with --upgrade',
      before: [...localPackage, { engine: 'deps' }],
      argv: 'deps --upgrade',
      checks: ['DEPS-3', 'DEPS-FLAG'],
    },
    'add-local': {
      title: 'adds a local package with --add-package',
      before: [...localPackage, local('chairs')],
      argv: 'deps --add-package vendor/chairs --source local',
      checks: ['DEPS-FLAG'],
    },
    'add-lock': {
      title: 'adds a package and locks without installing (--add-package --lock)',
      before: [...localPackage, local('chairs')],
      argv: 'deps --add-package vendor/chairs --source local --lock',
      checks: ['DEPS-FLAG'],
    },
    git: {
      title: 'installs a git package at a tag',
      before: gitPackage('1.0.0'),
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    'git-branch': {
      title: 'installs a git package at a branch',
      before: gitPackage('main'),
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-4'],
    },
    'git-unpinned': {
      title: 'installs a git package without a revision',
      before: gitPackage(''),
      argv: 'deps',
      checks: ['DEPS-1', 'DEPS-OUT'],
    },
    'git-unknown-revision': {
      title: 'fails on an unknown git revision',
      before: gitPackage('9.9.9'),
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    tarball: {
      title: 'installs a package from a tarball',
      before: [
        hub('1.0.0', '1.0.0'),
        packages(
          'packages:',
          '  - tarball: http://127.0.0.1:{port}/files/candles-1.0.0.tar.gz',
          '    name: candles',
        ),
      ],
      argv: 'deps',
      hub: true,
      checks: ['DEPS-1', 'DEPS-4'],
    },
    hub: {
      title: 'installs the newest version in a range from the hub',
      before: [hub('2.0.0', '1.0.0', '1.1.0', '2.0.0'), candles("['>=1.0.0', '<2.0.0']")],
      argv: 'deps',
      ...atHub,
      checks: ['DEPS-1', 'DEPS-4', 'DEPS-OUT'],
    },
    'hub-locked': {
      title: 'installs the locked version although the hub has a newer one',
      before: [
        hub('1.0.0', '1.0.0'),
        candles("'>=1.0.0'"),
        { engine: 'deps', ...atHub },
        hub('1.1.0', '1.0.0', '1.1.0'),
      ],
      argv: 'deps',
      ...atHub,
      checks: ['DEPS-4'],
    },
    'hub-upgrade': {
      title: 'installs a newer hub version with --upgrade',
      before: [
        hub('1.0.0', '1.0.0'),
        candles("'>=1.0.0'"),
        { engine: 'deps', ...atHub },
        hub('1.1.0', '1.0.0', '1.1.0'),
      ],
      argv: 'deps --upgrade',
      ...atHub,
      checks: ['DEPS-3', 'DEPS-4', 'DEPS-FLAG'],
    },
    'hub-add': {
      title: 'adds a hub package with --add-package',
      before: [hub('1.1.0', '1.0.0', '1.1.0')],
      argv: 'deps --add-package shop/candles@1.0.0',
      ...atHub,
      checks: ['DEPS-1', 'DEPS-FLAG'],
    },
    'hub-conflict': {
      title: 'fails on conflicting version requirements',
      before: [
        hub('2.0.0', '1.0.0', '2.0.0'),
        local('lamps'),
        {
          write: {
            'vendor/lamps/packages.yml': "packages:\n  - package: shop/candles\n    version: '2.0.0'\n",
            'packages.yml':
              "packages:\n  - local: vendor/lamps\n  - package: shop/candles\n    version: '1.0.0'\n",
          },
        },
      ],
      argv: 'deps',
      ...atHub,
      expect: 'usage-error',
      checks: ['DEPS-2', 'DEPS-EXIT', 'DEPS-ERR'],
    },
    'hub-unknown': {
      title: 'fails on a version the hub does not have',
      before: [hub('1.0.0', '1.0.0'), candles("'3.0.0'")],
      argv: 'deps',
      ...atHub,
      expect: 'usage-error',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    missing: {
      title: 'fails when a local package does not exist',
      before: [packages('packages:', '  - local: vendor/no_such_package', '')],
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
      tier: 'smoke',
    },
    'two-of-one-name': {
      title: 'fails on two packages with the same name',
      before: [
        local('lamps'),
        { write: { 'vendor/other/dbt_project.yml': "name: lamps\nversion: '2.0.0'\n" } },
        packages('packages:', '  - local: vendor/lamps', '  - local: vendor/other'),
      ],
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-2', 'DEPS-ERR'],
    },
    'broken-packages': {
      title: 'fails on invalid YAML in packages.yml',
      before: [packages('packages:', '  - local: [vendor')],
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    'unknown-kind': {
      title: 'fails on an unknown package type',
      before: [packages('packages:', '  - folder: vendor/lamps')],
      argv: 'deps',
      expect: 'usage-error',
      checks: ['DEPS-EXIT', 'DEPS-ERR'],
    },
    ...commonCases('deps', { title: 'installs a package', before: localPackage }, { 'unknown-flag': {} }),
  },
  options: {
    base: { argv: 'deps', before: [...localPackage, local('chairs'), shop.addContentForOptions] },
    tests: {
      '--vars': {
        before: [
          ...localPackage,
          local('chairs'),
          packages('packages:', `  - local: "{{ var('which', 'vendor/lamps') }}"`),
        ],
        values: ['which: vendor/chairs'],
      },
      '--log-file-max-bytes': { values: ['2000'] },
      '--add-package': { values: ['vendor/chairs'], with: '--source local' },
      '--source': {
        argv: 'deps --add-package vendor/chairs',
        valueInPairs: 'local',
        // Hub and git packages need a version, and hub is the default source.
        expect: 'usage-error',
        ends: { expect: 'success', values: ['local'] },
      },
      '--upgrade': {
        before: [...localPackage, local('chairs'), shop.addContentForOptions, { engine: 'deps' }],
      },
    },
    conflicts: [
      { '--add-package': true, '--source': false },
      // The other project does not contain that folder.
      { '--add-package': true, '--project-dir': true },
    ],
  },
});
