import { expect, test } from 'vitest';
import type { CaseResult } from '../findings/verdict.ts';
import { casesToTrace } from './cases-to-trace.ts';

/** A case of two engine steps around an edit. @param shows the steps that show the cause. */
const result = (id: string, seconds: number, shows: readonly number[] = [], more: Partial<CaseResult> = {}) =>
  ({
    case: {
      ...{ id, command: id.split('/')[0], project: 'shop', state: 'seeded' },
      steps: [{ engine: ['run'] }, { write: {} }, { engine: ['retry'] }],
    },
    verdict: shows.length > 0 ? 'different' : 'same',
    seconds: { reference: 1, candidate: seconds },
    exits: [0, 2].map((step) => ({ step, reference: 0, candidate: 0 })),
    differences: shows.map((step) => ({ step, fingerprint: 'other', cause: 'it' })),
    ...more,
  }) as unknown as CaseResult;

const ids = (...results: CaseResult[]) => casesToTrace(results, 'it').map(({ case: { id } }) => id);

test('three cases show it: the shortest of different commands first', () => {
  const showing = [
    result('run/a', 3, [0]),
    result('run/b', 1, [0]),
    result('run/c', 2, [0]),
    result('seed/a', 9, [0]),
  ];
  expect(ids(...showing)).toEqual(['run/b', 'seed/a', 'run/c']);
});

test('others are of the same commands first, then as similar as possible', () => {
  const failing = { exits: [{ step: 0, reference: 2, candidate: 2 }] };
  const found = ids(
    result('seed/all', 5),
    result('run/help', 1, [], failing),
    result('run/long', 50),
    result('run/similar', 6),
    result('run/it', 5, [2]),
    result('run/other', 5, [], { differences: [{ step: 0, fingerprint: 'x' }] as never }),
  );
  expect(found).toEqual(['run/it', 'run/similar', 'run/long', 'run/other', 'run/help', 'seed/all']);
});

test('of a case that shows it, only the first step that does is traced', () => {
  expect(casesToTrace([result('run/it', 1, [2]), result('run/all', 1)], 'it')).toMatchObject([
    { steps: [2], shows: true },
    { steps: [0, 2], shows: false },
  ]);
});

test('a case that was not compared says nothing', () => {
  const verdicts = ['blocked', 'error', 'skipped'] as const;
  expect(ids(...verdicts.map((verdict) => result(`run/${verdict}`, 1, [], { verdict })))).toEqual([]);
});
