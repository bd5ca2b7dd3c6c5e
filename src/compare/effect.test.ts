import { expect, test } from 'vitest';
import type { Normalised } from '../normalise/normalise.ts';
import type { Json } from '../observe/observation.ts';
import { digestOf } from './effect.ts';

const event = (name: string, data: Json): Json => ({ info: { name }, data });
const shown: Normalised = {
  exit: { code: 0, signal: null, limit: null },
  leftovers: 0,
  stdout: ['Running', 'Done'],
  stderr: [],
  invocations: [
    {
      command: 'run',
      events: [event('MainReportArgs', { args: 'run' }), event('Done', { count: 1 })],
    },
  ],
  files: {},
  artifacts: {
    'project/target/run_results.json': { content: { args: { quiet: false }, results: [1, 2] }, invalid: [] },
  },
  sql: {},
  statements: [{ sql: 'select 1' }],
  database: {},
  http: {},
  interface: undefined,
};
const same = (other: Partial<Normalised>) => digestOf({ ...shown, ...other }) === digestOf(shown);

test('the command line alone is no effect', () => {
  const [invocation] = shown.invocations;
  const events = [event('MainReportArgs', { args: 'run --quiet' }), ...(invocation?.events.slice(1) ?? [])];
  expect(same({ invocations: [{ command: 'run', events }] })).toBe(true);
  expect(
    same({
      artifacts: {
        'project/target/run_results.json': {
          content: { results: [1, 2], args: { quiet: true } },
          invalid: [],
        },
      },
    }),
  ).toBe(true);
});

test.each<[string, Partial<Normalised>]>([
  ['exit code', { exit: { code: 1, signal: null, limit: null } }],
  ['another order', { stdout: ['Done', 'Running'] }],
  ['a line', { stdout: ['Running'] }],
  ['a line twice', { stdout: ['Running', 'Done', 'Done'] }],
  ['the other stream', { stdout: ['Running'], stderr: ['Done'] }],
  ['an event', { invocations: [{ command: 'run', events: [event('Done', { count: 2 })] }] }],
  ['a file', { files: { 'project/x': { kind: 'file', change: 'new', text: null } } }],
  ['a result', { artifacts: {} }],
  ['a statement', { statements: [] }],
  ['rendered SQL', { sql: { 'project/target/run/a.sql': 'select 1' } }],
])('%s is an effect', (_, other) => expect(same(other)).toBe(false));
