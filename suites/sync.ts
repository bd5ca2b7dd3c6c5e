/** `sync`: a command that only the candidate has. The reference must reject it. */
import { defineSuite } from '../src/cases/define-suite.ts';

export default defineSuite({
  command: 'sync',
  defaults: { project: 'shop', state: 'empty' },
  cases: {
    help: {
      title: 'prints help with --help',
      argv: 'sync --help',
      expect: 'usage-error',
      checks: ['SYNC-1', 'SYNC-EXIT', 'SYNC-OUT', 'SYNC-FLAG'],
      tier: 'smoke',
    },
    plain: {
      title: 'runs without options',
      argv: 'sync',
      expect: 'usage-error',
      checks: ['SYNC-1', 'SYNC-EXIT', 'SYNC-ART'],
      tier: 'smoke',
    },
    profile: {
      title: 'runs with --profile and --target',
      argv: 'sync --profile shop --target dev',
      expect: 'usage-error',
      checks: ['SYNC-1', 'SYNC-FLAG'],
    },
    'unknown-target': {
      title: 'fails on an unknown target',
      argv: 'sync --profile shop --target production',
      expect: 'usage-error',
      checks: ['SYNC-ERR'],
    },
    'unknown-flag': {
      title: 'rejects an unknown option',
      argv: 'sync --no-such-flag',
      expect: 'usage-error',
      checks: ['SYNC-ERR'],
    },
  },
});
