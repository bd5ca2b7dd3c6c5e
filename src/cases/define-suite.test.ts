import { expect, test } from 'vitest';
import { argumentsIn, defineSuite } from './define-suite.ts';
import type { Entry } from './entry.ts';

const entry: Entry = { title: 'runs', argv: 'run  --select a', checks: ['RUN-1'] };
const casesOf = (cases: Readonly<Record<string, Entry>>) =>
  defineSuite({ command: 'run', defaults: { project: 'shop', state: 'seeded' }, cases }).cases;

test('an entry becomes a case with the defaults of its suite', () => {
  expect(casesOf({ all: { ...entry, tier: 'smoke' } })).toEqual([
    {
      id: 'run/all',
      command: 'run',
      title: 'runs',
      checks: ['RUN-1'],
      tier: 'smoke',
      project: 'shop',
      state: 'seeded',
      steps: [{ engine: ['run', '--select', 'a'] }],
    },
  ]);
});

test('the subject is the last step', () => {
  const before = [{ engine: 'seed -q' }, { sql: 'select 1' }];
  expect(casesOf({ late: { ...entry, argv: "run --vars '{a: 1}'", before, state: 'raw' } })).toMatchObject([
    {
      state: 'raw',
      tier: 'standard',
      steps: [{ engine: ['seed', '-q'] }, { sql: 'select 1' }, { engine: ['run', '--vars', '{a: 1}'] }],
    },
  ]);
});

test.each([
  ['a requirement that does not exist', { bad: { ...entry, checks: ['RUN-99'] } }, /RUN-99/],
  ['a requirement of another command', { bad: { ...entry, checks: ['SEED-1'] } }, /SEED-1/],
  ['a name with spaces', { 'Bad Name': entry }, /Bad Name/],
])('%s is refused', (_, cases, message) => expect(() => casesOf(cases)).toThrow(message));

test.each([
  ["show --inline 'select 1'", ['show', '--inline', 'select 1']],
  [`show --inline "select 'a b' as c"`, ['show', '--inline', "select 'a b' as c"]],
  [String.raw`show --inline "select '{\"a\": 1}'"`, ['show', '--inline', `select '{"a": 1}'`]],
  ["run --vars={a:' 1'}", ['run', '--vars={a: 1}']],
  ["run --select ''", ['run', '--select', '']],
])('%s is split as in a shell', (line, expected) => expect(argumentsIn(line)).toEqual(expected));

test('a quote that is not closed is refused', () =>
  expect(() => argumentsIn("show --inline 'select 1")).toThrow('A quote is not closed'));
