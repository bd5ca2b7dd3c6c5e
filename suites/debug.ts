/** `debug`: checks project, profile, dependencies and connection. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

export default defineSuite({
  command: 'debug',
  defaults: { project: 'shop', state: 'empty' },
  cases: {
    live: {
      title: 'checks a valid configuration and connection',
      argv: 'debug',
      checks: ['DEBUG-1', 'DEBUG-2', 'DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-OUT', 'DEBUG-ART'],
      tier: 'smoke',
    },
    'wrong-password': {
      title: 'fails when the database rejects the password',
      argv: 'debug',
      env: { DBT_ENV_SECRET_PASSWORD: 'not-the-password' },
      expect: 'failure',
      checks: ['DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-ERR'],
    },
    connection: {
      title: 'checks only the connection with --connection',
      argv: 'debug --connection',
      checks: ['DEBUG-4', 'DEBUG-FLAG'],
    },
    'connection-dead': {
      title: 'fails with --connection when the database is unreachable',
      before: [shop.unreachableDatabase],
      argv: 'debug --connection',
      expect: 'failure',
      checks: ['DEBUG-4', 'DEBUG-EXIT', 'DEBUG-FLAG'],
    },
    'config-dir': {
      title: 'prints the profiles folder with --config-dir',
      argv: 'debug --config-dir',
      checks: ['DEBUG-OUT', 'DEBUG-FLAG'],
    },
    'target-other': {
      title: 'checks another target with --target',
      argv: 'debug --target other',
      checks: ['DEBUG-3', 'DEBUG-FLAG'],
    },
    'target-unknown': {
      title: 'fails on an unknown target',
      argv: 'debug --target production',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'no-profile': {
      title: 'fails on an unknown profile',
      argv: 'debug --profile bakery',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'no-profiles': {
      title: 'fails when --profiles-dir has no profiles.yml',
      argv: 'debug --profiles-dir seeds',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR', 'DEBUG-FLAG'],
    },
    'broken-profiles': {
      title: 'fails on invalid YAML in profiles.yml',
      before: [{ write: { 'profiles.yml': 'shop:\n  target: [dev\n' } }],
      argv: 'debug',
      expect: 'usage-error',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'unknown-adapter': {
      title: 'fails when the adapter is not installed',
      before: [{ write: { 'profiles.yml': 'shop:\n  target: dev\n  outputs: { dev: { type: oracle } }\n' } }],
      argv: 'debug',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'missing-keys': {
      title: 'fails when the profile lacks required keys',
      before: [
        {
          write: {
            'profiles.yml': 'shop:\n  target: dev\n  outputs: { dev: { type: postgres, host: x } }\n',
          },
        },
      ],
      argv: 'debug',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'broken-project': {
      title: 'fails on invalid YAML in dbt_project.yml',
      before: [{ write: { 'dbt_project.yml': 'name: [shop\n' } }],
      argv: 'debug',
      expect: 'usage-error',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    ...commonCases(
      'debug',
      { title: 'checks the set-up' },
      {
        'dead-database': {
          expect: 'failure',
          checks: ['DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-ERR'],
          tier: 'smoke',
        },
        'no-project': { expect: 'failure', tier: 'smoke' },
      },
    ),
  },
  options: {
    base: { argv: 'debug', before: [shop.addContentForOptions] },
    tests: {
      '--vars': {
        before: [shop.takeProfileFromVariable],
        // The variable names a profile that profiles.yml does not have, which shows that `debug` uses the variable.
        values: ['who: annex'],
        ends: { expect: 'failure' },
      },
      // Less than `debug` logs, so that the log file is rotated.
      '--log-file-max-bytes': { values: ['8000'] },
    },
  },
});
