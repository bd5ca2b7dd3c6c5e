/** `sync`: a command of the candidate's own, which the reference must not know. */
import { suite } from '../src/plan/suite.ts';

const empty = { project: 'shop', state: 'empty' };

export default await suite('sync', empty, {
  help: {
    title: 'asks for help',
    argv: 'sync --help',
    expect: 'usage-error',
    checks: ['SYNC-1', 'SYNC-EXIT', 'SYNC-OUT', 'SYNC-FLAG'],
    tier: 'smoke',
  },
  plain: {
    title: 'synchronises its environment',
    argv: 'sync',
    expect: 'usage-error',
    checks: ['SYNC-1', 'SYNC-EXIT', 'SYNC-ART'],
    tier: 'smoke',
  },
  profile: {
    title: 'synchronises for a profile and a target',
    argv: 'sync --profile shop --target dev',
    expect: 'usage-error',
    checks: ['SYNC-1', 'SYNC-FLAG'],
  },
  'unknown-target': {
    title: 'names a target that does not exist',
    argv: 'sync --profile shop --target production',
    expect: 'usage-error',
    checks: ['SYNC-ERR'],
  },
  'unknown-flag': {
    title: 'uses a flag that does not exist',
    argv: 'sync --no-such-flag',
    expect: 'usage-error',
    checks: ['SYNC-ERR'],
  },
});
