/** `debug`: what a user runs when nothing works. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const empty = { project: 'shop', state: 'empty' };

export default await suite(
  'debug',
  empty,
  {
    live: {
      title: 'checks a set-up that works',
      argv: 'debug',
      checks: ['DEBUG-1', 'DEBUG-2', 'DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-OUT', 'DEBUG-ART'],
      tier: 'smoke',
    },
    'dead-database': {
      title: 'finds no database',
      before: [shop.deadDatabase],
      argv: 'debug',
      expect: 'failure',
      checks: ['DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-ERR'],
      tier: 'smoke',
    },
    'wrong-password': {
      title: 'is refused by the database',
      argv: 'debug',
      env: { DBT_ENV_SECRET_PASSWORD: 'not-the-password' },
      expect: 'failure',
      checks: ['DEBUG-3', 'DEBUG-4', 'DEBUG-EXIT', 'DEBUG-ERR'],
    },
    connection: {
      title: 'checks the connection alone',
      argv: 'debug --connection',
      checks: ['DEBUG-4', 'DEBUG-FLAG'],
    },
    'connection-dead': {
      title: 'checks the connection alone, where there is none',
      before: [shop.deadDatabase],
      argv: 'debug --connection',
      expect: 'failure',
      checks: ['DEBUG-4', 'DEBUG-EXIT', 'DEBUG-FLAG'],
    },
    'config-dir': {
      title: 'asks where profiles lie',
      argv: 'debug --config-dir',
      checks: ['DEBUG-OUT', 'DEBUG-FLAG'],
    },
    'target-other': {
      title: 'checks another target',
      argv: 'debug --target other',
      checks: ['DEBUG-3', 'DEBUG-FLAG'],
    },
    'target-unknown': {
      title: 'checks a target that does not exist',
      argv: 'debug --target production',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'no-profile': {
      title: 'names a profile that does not exist',
      argv: 'debug --profile bakery',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'no-profiles': {
      title: 'looks for profiles where there are none',
      argv: 'debug --profiles-dir seeds',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR', 'DEBUG-FLAG'],
    },
    'broken-profiles': {
      title: 'has profiles that cannot be read',
      before: [{ write: { 'profiles.yml': 'shop:\n  target: [dev\n' } }],
      argv: 'debug',
      expect: 'usage-error',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'unknown-adapter': {
      title: 'wants a database whose adapter is not installed',
      before: [{ write: { 'profiles.yml': 'shop:\n  target: dev\n  outputs: { dev: { type: oracle } }\n' } }],
      argv: 'debug',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    'missing-keys': {
      title: 'leaves out what the adapter must know',
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
    'no-project': {
      title: 'stands in a folder without a project',
      before: [shop.noProject],
      argv: 'debug',
      expect: 'failure',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
      tier: 'smoke',
    },
    'broken-project': {
      title: 'has a project that cannot be read',
      before: [{ write: { 'dbt_project.yml': 'name: [shop\n' } }],
      argv: 'debug',
      expect: 'usage-error',
      checks: ['DEBUG-EXIT', 'DEBUG-ERR'],
    },
    quiet: { title: 'wants to hear nothing', argv: 'debug --quiet', checks: ['DEBUG-OUT'] },
    'log-json': {
      title: 'reads the console by machine',
      argv: 'debug --log-format json',
      checks: ['DEBUG-OUT'],
    },
    help: { title: 'asks for help', argv: 'debug --help', checks: ['DEBUG-OUT', 'DEBUG-FLAG'] },
  },
  {
    base: { argv: 'debug', before: [shop.occasions] },
    options: {
      '--vars': {
        before: [shop.profileByVariable],
        values: ['who: annex'],
        ends: { expect: 'failure' },
      },
      '--log-file-max-bytes': { values: ['8000'] },
    },
  },
);
