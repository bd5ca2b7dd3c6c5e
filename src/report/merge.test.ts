import { describe, expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { partOf } from '../cases/suites.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import { conclude } from './conclude.ts';
import { mergeParts } from './merge.ts';
import { reporters } from './reporters.ts';
import type { RunData } from './run.ts';

const { findings: _, toFix: __, out: ___, ...data } = exampleRun;
const selected = data.results.map((result) => result.case.id);
const whole: RunData = { ...data, planned: selected };

/** What each of several machines would leave of the run. */
const partsOf = (run: RunData, of: number) =>
  Array.from({ length: of }, (_, n): { name: string; data: RunData } => ({
    name: `part-${n + 1}`,
    data: {
      ...run,
      id: `part-${n + 1}`,
      results: partOf(run.results, { index: n + 1, of }),
      shard: { index: n + 1, of, selected },
    },
  }));
const textsOf = (run: RunData) => {
  const concluded = conclude(run, '/nowhere');
  return Object.fromEntries(Object.entries(reporters).map(([name, render]) => [name, render(concluded)]));
};

test.each([1, 2, 3, 8])('%i parts give every report of the whole, whatever their order', (of) => {
  const texts = textsOf(mergeParts(partsOf(whole, of).toReversed(), whole.id));
  expect(texts).toEqual(textsOf(whole));
  expect(Object.keys(texts.issues ?? {})).toHaveLength(3);
});

test('it began with the first part and took as long as the longest', () => {
  const [one, other] = partsOf(whole, 2);
  const later = { ...other?.data, started: '2026-11-21T08:00:00.000Z', seconds: 100, workers: 4 } as RunData;
  const merged = mergeParts([one as { name: string; data: RunData }, { name: 'later', data: later }], 'x');
  expect(merged).toMatchObject({ id: 'x', started: whole.started, seconds: 100, workers: 4 });
});

test('an expectation that covers nothing in one part is judged by all of them', () => {
  const expectation = (id: string, cases: string[]): Expectation => ({
    id,
    cases,
    file: 'dvt.yaml',
    status: 'known',
    reason: 'it is known to be so',
    shows: [{ facet: 'events', kind: 'event-changed' }],
  });
  const expectations = [expectation('dvt-version', ['run/{all,same}']), expectation('stale', ['run/same'])];
  const parts = partsOf({ ...whole, expectations }, 2);
  const toFix = (run: RunData) => conclude(run, '').toFix.map(({ id }) => id);
  // Of the first one's cases each part has one; only the second part shows what it covers.
  expect(parts.map((part) => toFix(part.data))).toEqual([['stale'], []]);
  expect(toFix(mergeParts(parts, 'x'))).toEqual(['stale']);
});

test('a part that was stopped makes the whole one that was', () => {
  const [one, other] = partsOf(whole, 2).map((part) => part as { name: string; data: RunData });
  const stopped = { name: 'stopped', data: { ...(other?.data as RunData), interrupted: true as const } };
  expect(mergeParts([one as typeof stopped, stopped], 'x').interrupted).toBe(true);
  expect(mergeParts(partsOf(whole, 2), 'x')).not.toHaveProperty('interrupted');
});

describe('is refused with what is wrong:', () => {
  const why = (parts: Parameters<typeof mergeParts>[0]) => {
    try {
      mergeParts(parts, 'x');
    } catch (error) {
      return (error as { why: string }).why;
    }
    return 'nothing';
  };
  const [first, second, third] = partsOf(whole, 3) as [Part, Part, Part];
  type Part = { name: string; data: RunData };
  const changed = (more: Partial<RunData>): Part => ({ name: 'other', data: { ...third.data, ...more } });
  const { shard } = third.data;

  test.each<readonly [string, readonly Part[], string]>([
    ['a missing part', [first, third], 'Of 3 parts these are missing: 2.'],
    ['a part that is there twice', [first, second, third, second], 'Part 2 is there twice: again as part-2.'],
    [
      'a run that is no part',
      [{ name: 'x', data: whole }],
      'x is no part of a run: it was made without --shard.',
    ],
    [
      'parts of another number',
      [first, second, changed({ shard: { ...(shard as NonNullable<typeof shard>), of: 4 } })],
      'part-1 and other differ in the number of parts: 3, 4.',
    ],
    [
      'another engine',
      [first, second, changed({ candidate: { ...whole.candidate, spec: 'dvt-core==1' } })],
      'part-1 and other differ in the candidate: dvt-core==0.2.28, dvt-core==1.',
    ],
    [
      'another lock',
      [first, second, changed({ reference: { ...whole.reference, lock: 'b' } })],
      `part-1 and other differ in the lock of the reference: ${'a'.repeat(64)}, b.`,
    ],
    [
      'another selection',
      [first, second, changed({ shard: { index: 3, of: 3, selected: selected.slice(1) } })],
      'part-1 and other differ in the cases selected.',
    ],
    [
      'a part that lacks cases of its own',
      [first, second, changed({ results: [] })],
      'They contain 6 of the 8 selected cases.',
    ],
    ['no part', [], 'No part is named.'],
  ])('%s', (_, parts, expected) => expect(why(parts)).toBe(expected));
});
