import { expect, test } from 'vitest';
import { shownIn } from '../../fixtures/shown.ts';
import type { Deviation } from '../compare/difference.ts';
import type { Case } from '../plan/case.ts';
import { expecting } from './expectation.ts';
import { parseExpectations } from './expectation-file.ts';
import { judge } from './judge.ts';
import { proposeExpectations } from './propose.ts';
import type { CaseResult } from './verdict.ts';

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
/** The id that an entry for it gets where none has it yet. */
const idOf = (deviation: Deviation) => judged('run/a', [], deviation).differences[0]?.fingerprint ?? '';
const entries = (...results: readonly CaseResult[]) =>
  proposeExpectations(results, new Set()).map(({ entry }) => entry);

test('an entry covers what it was made for, in its cases, and nothing beside', () => {
  const [entry, ...more] = entries(judged('run/a', [], line), judged('run/b', [], line));
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    id: idOf(line),
    status: 'known',
    reason: '',
    cases: ['run/a', 'run/b'],
  });
  const covers = expecting(entry ? [{ ...entry, file: 'x.yaml' }] : []);
  expect(covers('run/b', { ...line, path: 'line 7' })).toBe(idOf(line));
  expect(covers('run/c', line)).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Done. (1 of 3)' })).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Not Done. (1 of 2)' })).toBeUndefined();
  expect(covers('run/a', { ...line, reference: 'Done. (1 of 2) or so' })).toBeUndefined();
});

test('it is refused until somebody gives it a reason', () => {
  const [entry] = entries(judged('run/a', [], line));
  const file = (reason: string) => JSON.stringify({ candidate: '*', expectations: [{ ...entry, reason }] });
  expect(() => parseExpectations('x.yaml', file(''))).toThrow(/Invalid expectations/);
  expect(parseExpectations('x.yaml', file('It says so elsewhere.')).expectations).toHaveLength(1);
});

test('what follows from another exit has no entry of its own', () => {
  expect(entries(judged('run/a', [], line, exit)).map(({ kind }) => kind)).toEqual(['exit-code']);
});

test('of a blocked case only what blocks it: nothing is known of the rest', () => {
  const result = judged('run/a', [exit], key('x'));
  expect(result.verdict).toBe('blocked');
  expect(entries(result).map(({ kind }) => kind)).toEqual(['exit-code']);
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

test('paths of one finding are named in one entry, one by one', () => {
  const [entry, ...more] = entries(judged('run/a', [], key('a/model.x.one/k'), key('a/model.x.two/k')));
  expect(more).toEqual([]);
  expect(entry?.path).toBe('a/{model.x.one,model.x.two}/k');
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
  const taken = new Set([idOf(line)]);
  const [proposal] = proposeExpectations([judged('run/a', [], line)], taken);
  expect(proposal?.entry.id).toBe(`${idOf(line)}-2`);
});

test('a long value is matched by how it begins, a structure by its JSON', () => {
  const long: Deviation = { ...line, reference: `${'x'.repeat(500)}end` };
  const [entry] = entries(judged('run/a', [], long));
  expect(entry?.reference).toBe(`^${'x'.repeat(160)}`);
  const value: Deviation = {
    facet: 'artifacts',
    kind: 'value-changed',
    path: 'p',
    reference: [1],
    candidate: null,
  };
  expect(entries(judged('run/a', [], value))[0]).toMatchObject({
    reference: '^\\[1\\]$',
    candidate: '^null$',
  });
});
