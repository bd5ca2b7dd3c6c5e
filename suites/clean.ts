/** `clean`: removes generated folders and nothing else. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

const litter = {
  write: {
    'target/manifest.json': '{}',
    'target/compiled/shop/models/old.sql': 'select 1',
    'dbt_packages/gone/dbt_project.yml': 'name: gone\n',
    'logs/dbt.log.1': 'yesterday\n',
  },
};
const targets = (...folders: readonly string[]) => ({
  write: {
    'dbt_project.yml': `name: shop\nprofile: shop\nclean-targets: [${folders.join(', ')}]\nmodels: { shop: { intermediate: { +materialized: ephemeral } } }\nvars: { big_order_cents: 1 }\n`,
  },
});

export default defineSuite({
  command: 'clean',
  defaults: { project: 'shop', state: 'raw' },
  cases: {
    all: {
      title: 'removes the clean-targets of the project',
      before: [litter],
      argv: 'clean',
      checks: ['CLEAN-1', 'CLEAN-2', 'CLEAN-EXIT', 'CLEAN-OUT', 'CLEAN-ART'],
      tier: 'smoke',
    },
    logs: {
      title: 'removes the logs folder when clean-targets lists it',
      before: [litter, targets('target', 'dbt_packages', 'logs')],
      argv: 'clean',
      checks: ['CLEAN-3'],
      tier: 'smoke',
    },
    defaults: {
      title: 'removes the default folders without clean-targets',
      before: [litter, { write: { 'dbt_project.yml': 'name: shop\nprofile: shop\n' } }],
      argv: 'clean',
      checks: ['CLEAN-1', 'CLEAN-2'],
    },
    nothing: {
      title: 'succeeds when nothing needs removing',
      argv: 'clean',
      checks: ['CLEAN-1', 'CLEAN-OUT'],
    },
    twice: {
      title: 'succeeds when run twice',
      before: [litter, { engine: 'clean' }],
      argv: 'clean',
      checks: ['CLEAN-1'],
    },
    'after-run': {
      title: 'removes the target folder that parse wrote',
      before: [{ engine: 'parse' }],
      argv: 'clean',
      checks: ['CLEAN-1'],
    },
    'target-path': {
      title: 'removes a folder set with --target-path',
      before: [{ engine: 'parse --target-path build' }, targets('build')],
      argv: 'clean --target-path build',
      checks: ['CLEAN-1', 'CLEAN-FLAG'],
    },
    sources: {
      title: 'refuses to remove source folders',
      before: [targets('models')],
      argv: 'clean',
      expect: 'usage-error',
      checks: ['CLEAN-EXIT', 'CLEAN-ERR'],
    },
    outside: {
      title: 'refuses to remove a folder outside the project',
      before: [targets('../tmp')],
      argv: 'clean',
      expect: 'usage-error',
      checks: ['CLEAN-EXIT', 'CLEAN-ERR'],
      tier: 'smoke',
    },
    'outside-forced': {
      title: 'removes a folder outside the project with --no-clean-project-files-only',
      before: [targets('../tmp')],
      argv: 'clean --no-clean-project-files-only',
      checks: ['CLEAN-FLAG'],
    },
    ...commonCases(
      'clean',
      { title: 'cleans', before: [litter] },
      { 'no-project': { before: [litter, shop.removeProjectFile] } },
    ),
  },
  options: {
    base: { argv: 'clean', before: [litter, shop.addContentForOptions] },
    tests: {
      '--clean-project-files-only': {
        before: [litter, targets('../tmp')],
        expect: 'usage-error',
        ends: { expect: 'success' },
      },
      '--target-path': {
        before: [
          litter,
          { write: { 'build/manifest.json': '{}', 'dbt_project.yml': 'name: shop\nprofile: shop\n' } },
        ],
      },
      '--vars': { before: [litter, targets(`"{{ var('where', 'target') }}"`)], values: ['where: logs'] },
      '--log-file-max-bytes': { values: ['1000'] },
    },
  },
});
