import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import { failureEventsInOrder, failuresInOrder } from './failures.ts';

const failed = (node: string) => [
  '\u001b[0m{time}  ',
  `{time}  \u001b[31mFailure in seed ${node} (seeds/${node}.csv)\u001b[0m`,
  '{time}    no schema',
  '  LINE 1',
  '{time}  ',
  `{time}    compiled code at target/${node}.sql`,
];
const [begin, end] = ['{time}  Completed with 2 errors:', '{time}  Done. PASS=0 ERROR=2'];
const lines = (...of: readonly (readonly string[])[]) => failuresInOrder([begin, ...of.flat(), end]);

test('failed nodes are told of in one order, and nothing else is moved', () => {
  expect(lines(failed('b'), failed('a'))).toEqual(lines(failed('a'), failed('b')));
  expect(lines(failed('a'), failed('b'))).toEqual([
    begin,
    ...lines(failed('b'), failed('a')).slice(1, -1),
    end,
  ]);
  expect(failuresInOrder([end, begin])).toEqual([end, begin]);
});

test('a node without code of its own has fewer blank lines', () => {
  const short = failed('c').slice(0, 4);
  expect(lines(failed('a'), short, failed('b'))).toEqual(lines(short, failed('b'), failed('a')));
  expect(lines(failed('a'), short.slice(1))).not.toEqual(lines(failed('a'), short));
});

test('what is said of them counts, and how often', () => {
  const usual = lines(failed('a'), failed('b'));
  expect(lines(failed('a'), failed('c'))).not.toEqual(usual);
  expect(lines(failed('a'))).not.toEqual(usual);
  expect(lines(failed('a').with(3, '  LINE 2'), failed('b'))).not.toEqual(usual);
});

const event = (name: string, unique_id?: string, msg = ''): Json => ({
  info: { name, msg },
  data: unique_id === undefined ? {} : { node_info: { unique_id } },
});
const ended = (id: string) => [
  event('Formatting'),
  event('RunResultFailure', id),
  event('Formatting'),
  event('SQLCompiledPath', id),
];
const events = (...rows: readonly (readonly Json[])[]) =>
  failureEventsInOrder([event('Start', 'z'), ...rows.flat(), event('StatsLine')]);

test('so are the events that say so, with the blank lines before them', () => {
  expect(events(ended('b'), ended('a'))).toEqual(events(ended('a'), ended('b')));
  expect(events(ended('b'), ended('a')).slice(-5, -1)).toEqual(
    [...ended('a'), ...ended('b')].filter(
      (one) => JSON.stringify(one) !== JSON.stringify(event('Formatting')),
    ),
  );
  expect(events(ended('a').toReversed())).not.toEqual(events(ended('a')));
});

test('an event without a node is told from others by what it says', () => {
  const [one, other] = ['x', 'y'].map((msg) => [event('RunResultError', '', msg)]);
  expect(events(one ?? [], other ?? [])).toEqual(events(other ?? [], one ?? []));
});
