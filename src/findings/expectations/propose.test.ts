import { expect, test } from 'vitest';
import { shownIn } from '../../../fixtures/shown.ts';
import type { Case } from '../../cases/case.ts';
import type { Deviation } from '../../facets/difference.ts';
import { judge } from '../judge.ts';
import type { CaseResult } from '../verdict.ts';
import { expecting } from './expectation.ts';
import { parseExpectations } from './expectation-file.ts';
import { proposeExpectations } from './propose.ts';

const seconds = { reference: 1, candidate: 1 };
const line: Deviation = {
  facet: 'stdout',
  kind: 'line-missing',
  path: 'line 1',
  reference: 'Done. (1 of 2)',
};
const exit: Deviation = {
  facet: 'exit',
  kind: 'exit-code',
  path: 'code',
  reference: { ended: 0, says: '' },
  candidate: { ended: 1, says: 'no [such] thing' },
};
const key = (path: string): Deviation => ({ facet: 'artifacts', kind: 'key-missing', path, reference: 1 });

const judged = (id: string, before: readonly Deviation[], ...subject: readonly Deviation[]): CaseResult =>
  judge(
    { id, command: 'run', steps: [{ engine: ['seed'] }, { engine: ['run'] }] } as unknown as Case,
    [
      { step: 0, deviations: before, shown: shownIn(0) },
      { step: 1, deviations: subject, shown: shownIn(1) },
    ],
    seconds,
    () => undefined,
  );
/** With all its differences attributed to one cause. */
const ofOneCause = (cause: string, { differences, ...result }: CaseResult): CaseResult => ({
  ...result,
  differences: differences.map((one) => ({ ...one, cause })),
});
const fingerprintOf = (one: Deviation) => judged('run/a', [], one).differences[0]?.fingerprint as string;
const entries = (...results: readonly CaseResult[]) =>
  proposeExpectations(results, new Set()).map(({ entry }) => entry);

test('an entry covers what it was made for, in its cases, and nothing else', () => {
  const [entry, ...more] = entries(judged('run/a', [], line), judged('run/b', [], line));
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    id: fingerprintOf(line),
    status: 'known',
    reason: '',
    cases: ['run/a', 'run/b'],
  });
  const covers = expecting(entry ? [{ ...entry, file: 'x.yaml' }] : []);
  expect(covers('run/b', { ...line, path: 'line 7' })).toBe(fingerprintOf(line));
  expect(covers('run/c', line)).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Done. (1 of 3)' })).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Not Done. (1 of 2)' })).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Done. (1 of 2) or so' })).toBeUndefined();
});

test('it is refused until a person gives it a reason', () => {
  const [entry] = entries(judged('run/a', [], line));
  const file = (reason: string) => JSON.stringify({ candidate: '*', expectations: [{ ...entry, reason }] });
  expect(() => parseExpectations('x.yaml', file(''))).toThrow(/Invalid expectations/);
  expect(parseExpectations('x.yaml', file('It prints fewer lines.')).expectations).toHaveLength(1);
});

const kindsOf = (...results: readonly CaseResult[]) =>
  entries(...results).map(({ shows }) => shows.map(({ kind }) => kind));

test('a cause has one entry, with a fact for each kind of difference that it shows', () => {
  const results = [judged('run/a', [], line, key('x'), key('y')), judged('run/b', [], key('x'))].map((one) =>
    ofOneCause('c', one),
  );
  const [entry, ...more] = entries(...results);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    id: 'c',
    cases: ['run/a', 'run/b'],
    shows: [
      { facet: 'stdout', kind: 'line-missing', cases: ['run/a'] },
      { facet: 'artifacts', kind: 'key-missing', path: 'x' },
      { facet: 'artifacts', kind: 'key-missing', path: 'y', cases: ['run/a'] },
    ],
  });
  expect(entry?.shows[1]).not.toHaveProperty('cases');
});

test('causes have entries of their own, though they show in one step', () => {
  const { differences, ...rest } = judged('run/a', [], line, key('x'));
  const apart = { ...rest, differences: differences.map((one, n) => ({ ...one, cause: `c${n}` })) };
  expect(entries(apart).map(({ id }) => id)).toEqual(['c0', 'c1']);
});

test('what follows from another exit is no fact of the entry', () => {
  expect(kindsOf(judged('run/a', [], line, exit))).toEqual([['exit-code']]);
});

test('of a blocked case only what blocks it: nothing is known of the rest', () => {
  const result = judged('run/a', [exit], key('x'));
  expect(result.verdict).toBe('blocked');
  expect(kindsOf(result)).toEqual([['exit-code']]);
});

test('what was seen only sometimes, or is expected already, has none', () => {
  const { differences, ...rest } = judged('run/a', [], line, key('x'));
  const [first, second] = differences;
  const result = {
    ...rest,
    differences: [
      { ...first, seen: { times: 1, of: 2 } },
      { ...second, expectation: 'known-already' },
    ],
  } as CaseResult;
  expect(entries(result)).toEqual([]);
});

test('paths of one fact are named one by one', () => {
  const [entry, ...more] = entries(judged('run/a', [], key('a/model.x.one/k'), key('a/model.x.two/k')));
  expect(more).toEqual([]);
  expect(entry?.shows.map(({ path }) => path)).toEqual(['a/{model.x.one,model.x.two}/k']);
});

test('a path is named as it is, whatever it holds', () => {
  const paths = ['a/two, (b) [c] {d}/k', 'a/t*$"!@+|^~\\/k', 'a/ö ..?.sql', '{project}/-a'];
  const all = entries(judged('run/a', [], ...paths.map(key)));
  const covers = expecting(all.map((entry) => ({ ...entry, file: 'x.yaml' })));
  for (const path of paths) expect(covers('run/a', key(path)), path).toBeDefined();
  for (const path of ['a/two, b c d/k', 'a/tX$"!@+|^~\\/k', 'a/ö ...sql', 'project/-a', 'a/k'])
    expect(covers('run/a', key(path)), path).toBeUndefined();
});

test('ids that are taken are not taken again', () => {
  const taken = new Set([fingerprintOf(line)]);
  const [proposal] = proposeExpectations([judged('run/a', [], line)], taken);
  expect(proposal?.entry.id).toBe(`${fingerprintOf(line)}-2`);
});

test('a long value is matched by how it begins, a structure by its JSON', () => {
  const long: Deviation = { ...line, reference: `${'x'.repeat(500)}end` };
  const [entry] = entries(judged('run/a', [], long));
  expect(entry?.shows).toMatchObject([{ reference: `^${'x'.repeat(160)}` }]);
  const value: Deviation = {
    facet: 'artifacts',
    kind: 'value-changed',
    path: 'p',
    reference: [1],
    candidate: null,
  };
  expect(entries(judged('run/a', [], value))[0]?.shows).toMatchObject([
    { reference: '^\\[1\\]$', candidate: '^null$' },
  ]);
});

test('a value of several lines is a pattern in one line', () => {
  const lines: Deviation = { ...line, reference: 'one\ntwo\\n' };
  const [entry] = entries(judged('run/a', [], lines));
  expect(entry?.shows).toMatchObject([{ reference: '^one\\ntwo\\\\n$' }]);
});
