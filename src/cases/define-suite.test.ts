import { expect, test } from 'vitest';
import { suite } from './define-suite.ts';
import { selectCases } from './suites.ts';

const defaults = { project: 'shop', state: 'seeded' };
const all = { title: 'runs', argv: 'run  --select a', checks: ['RUN-1'] };
const shop = suite('run', defaults, {
  all: { ...all, tier: 'smoke' },
  'select-tag': {
    ...all,
    argv: ['run', '--vars', '{a: 1}'],
    before: [{ engine: 'seed -q' }, { sql: 'select 1' }],
    state: 'raw',
  },
});

test('an entry becomes a case with the table’s defaults', () => {
  expect(shop.cases[0]).toEqual({
    id: 'run/all',
    command: 'run',
    title: 'runs',
    checks: ['RUN-1'],
    tier: 'smoke',
    project: 'shop',
    state: 'seeded',
    steps: [{ engine: ['run', '--select', 'a'] }],
  });
});

test('steps before the subject come first, an array keeps its spaces', () => {
  expect(shop.cases[1]).toMatchObject({
    state: 'raw',
    tier: 'standard',
    steps: [{ engine: ['seed', '-q'] }, { sql: 'select 1' }, { engine: ['run', '--vars', '{a: 1}'] }],
  });
});

test.each([
  ['a promise nobody made', { bad: { ...all, checks: ['RUN-99'] } }, /RUN-99/],
  ['a promise of another command', { bad: { ...all, checks: ['SEED-1'] } }, /SEED-1/],
  ['a name no shell would like', { 'Bad Name': all }, /Bad Name/],
])('%s is refused', (_, table, message) => expect(() => suite('run', defaults, table)).toThrow(message));

test.each([
  [{ commands: [], tier: 'smoke' }, ['run/all']],
  [{ commands: ['run'], tier: 'full' }, ['run/all', 'run/select-tag']],
  [{ commands: [], tier: 'smoke', glob: 'run/select-*' }, ['run/select-tag']],
] as const)('selects %j', (selection, ids) => {
  expect(selectCases([shop], selection).map(({ id }) => id)).toEqual(ids);
});

test.each([
  [{ commands: ['walk'], tier: 'full' }, /No suite/],
  [{ commands: [], tier: 'full', glob: 'no/such' }, /No case matches/],
] as const)('%j is a mistake of the user', (selection, message) => {
  expect(() => selectCases([shop], selection)).toThrow(message);
});
