import { expect, test } from 'vitest';
import { line } from '../../fixtures/causes/differences.ts';
import { typed, type Untyped } from './difference.ts';
import { fixOf, titleOf } from './registry.ts';
import { editOfLine } from './wording.ts';

const changed = (reference: string, candidate: string, facet: 'stdout' | 'stderr' = 'stdout') =>
  titleOf(typed({ facet, kind: 'line-changed', path: 'line 1', reference, candidate }));

test.each([
  [
    'Encountered an error:',
    '[ERROR]: Encountered an error:',
    'prints "[ERROR]:" before "Encountered an error:"',
  ],
  ['Done. PASS=1 TOTAL=1', 'Done. PASS=1 REUSED=0 TOTAL=1', 'adds "REUSED=0" to the line "Done. PASS=1"'],
  ['Done. PASS=1 TOTAL=1', 'Done. TOTAL=1', 'leaves "PASS=1" out of the line "Done."'],
  ['Failure in model a', '[ERROR]: in model a', 'prints "[ERROR]:" instead of "Failure" before "in model a"'],
  ['Run dbt', 'Run dvt', 'prints "dvt" instead of "dbt" after "Run"'],
  ['a', 'b', 'prints "b" instead of "a"'],
  ['', 'a', 'prints a different line on stdout: a'],
  ['{"a": 1, "b": 2}', '{"a": 1}', 'prints JSON with a missing key on stdout: b'],
  ['{"a": 1}', '{"a": 1, "b": 2}', 'prints JSON with an extra key on stdout: b'],
  ['{"a": 1, "b": 2}', '{"b": 1, "c": 2}', 'prints JSON with different values on stdout: a, b, c'],
  ['    "id": 1,', '    "id": "1",', 'prints "1" instead of 1 as id on stdout'],
  ['    "id": 1,', '    "ids": 1,', 'prints ""ids":" instead of ""id":" before "1,"'],
  ['a\nb', 'c\nd', 'prints different lines on stdout: c'],
])('%j → %j', (reference, candidate, expected) => expect(changed(reference, candidate)).toBe(expected));

test('stderr is named', () => expect(changed('a b', 'a c', 'stderr')).toMatch(/ on stderr$/));

test('only colours and spaces differ', () => {
  expect(editOfLine('\u001b[31ma  b\u001b[0m', 'a b')).toBeUndefined();
  expect(changed('\u001b[31ma\u001b[0m', 'a')).toBe('prints a different line on stdout: a');
});

test('a heading is shown with the line that follows', () => {
  const passage = 'Encountered an error:\n\nRuntime Error\n  no profile';
  expect(titleOf(typed({ ...line('x'), kind: 'line-added', candidate: passage } as Untyped))).toMatch(
    /: Encountered an error: Runtime Error$/,
  );
});

const event = (path: string, reference: string | number, candidate: string | number) =>
  typed({ facet: 'events', kind: 'event-changed', path, reference, candidate } as const);

test.each([
  [event('LogStartLine/data/index', 1, 0), 'logs LogStartLine with index 0 instead of 1'],
  [
    event(
      'MainEncounteredError/info/msg',
      'Encountered an error in it',
      '[ERROR]: Encountered an error in it',
    ),
    'logs MainEncounteredError with "[ERROR]:" added to its message',
  ],
  [
    event('A/data/exc_info', 'Traceback (most recent\nKeyError: a', 'Traceback (most recent\nKeyError: b'),
    'logs A with a different traceback: KeyError: b',
  ],
])('%j', (difference, expected) => expect(titleOf(difference)).toBe(expected));

test('a moment is named', () => {
  expect(fixOf(event('A/data/at', '', '{moment}'))).toBe('Log A with at "" instead of "a moment".');
});

const items = (reference: readonly string[], candidate: readonly string[]) =>
  fixOf(
    typed({
      ...({ facet: 'artifacts', kind: 'value-changed', reference, candidate } as const),
      path: 'manifest.json#/nodes/model.shop.a/tags',
    }),
  );

test('a list is fixed by its items, unless their order or number differs', () => {
  expect(items(['a', 'b'], ['b', 'c'])).toBe('Add "a" to and leave "c" out of tags of a in manifest.json.');
  expect(items(['a', 'b'], ['b'])).toBe('Add "a" to tags of a in manifest.json.');
  expect(items(['a'], ['a', 'a'])).toBe('Write ["a"] instead of ["a","a"] as tags of a in manifest.json.');
});

const ends = (reference: [number, string], candidate: [number, string]) =>
  titleOf(
    typed({
      ...({ facet: 'exit', kind: 'exit-code', path: 'code' } as const),
      reference: { ended: reference[0], says: reference[1] },
      candidate: { ended: candidate[0], says: candidate[1] },
    }),
  );

test('success where the reference fails is shown with why that fails', () => {
  expect(ends([1, 'No profile'], [0, 'All fine'])).toBe('reports success instead of exit code 1: No profile');
});

test('a command that the reference does not know is an extra one', () => {
  const unknown: [number, string] = [2, "Error: No such command 'sync'."];
  expect(ends(unknown, [1, 'No venv'])).toBe('has an extra command sync, which ends with 1: No venv');
  expect(ends([1, 'x'], unknown)).toBe("exits with 2 instead of 1: Error: No such command 'sync'.");
});

test.each([
  [
    'select a limit 3',
    'select a limit 300',
    'sends "300" instead of "3" in the statement select a limit 300',
  ],
  ['COMMIT', 'select 1', 'sends "select 1" instead of "COMMIT"'],
  ['select a where b', 'select a', 'leaves "where b" out of the statement select a'],
  ['select a', 'select a limit 3', 'adds "limit 3" to the statement select a limit 3'],
  ['select a', `select ${'b '.repeat(40)}`, /^sends a different statement: select b/],
])('statement %j → %j', (reference, candidate, expected) =>
  expect(
    titleOf(
      typed({ facet: 'statements', kind: 'statement-changed', path: 'statement 1', reference, candidate }),
    ),
  ).toMatch(expected),
);
