import { expect, test } from 'vitest';
import type { Json } from '../config/json.ts';
import type { Context } from './normaliser.ts';
import { skipOrder } from './orders.ts';

const context = { atOnce: 1, skips: true } as Context;
const none = { atOnce: 1, skips: false } as Context;

const dots = '..............................';
const one = [
  '{time}  3 of 10 START sql view model dev.stg_payments [RUN]',
  `{time}  3 of 10 ERROR creating sql view model dev.stg_payments ${dots} [\u001b[31mERROR\u001b[0m in {duration}s]`,
  `{time}  4 of 10 SKIP relation dev.payment_ledger ${dots} [\u001b[33mSKIP\u001b[0m]`,
  `{time}  5 of 10 START sql materialized_view model dev.product_sales ${dots} [RUN]`,
  'Good morning',
  `{time}  5 of 10 OK created sql materialized_view model dev.product_sales ${dots} [SELECT 7]`,
  "{time}  6 of 10 SKIP relation dev.daily due to ephemeral model status 'skipped'  [ERROR SKIP]",
];
/** The same as it was seen in another run. */
const other = [
  one[0],
  one[1],
  one[3]?.replace('5 of', '4 of'),
  one[5]?.replace('5 of', '4 of'),
  'Good morning',
  one[6]?.replace('6 of', '5 of'),
  one[2]?.replace('4 of', '6 of'),
] as string[];

test('where nodes are skipped, the order of lines about nodes is that of their names', () =>
  expect(skipOrder.lines?.(one, context)).toEqual(skipOrder.lines?.(other, context)));

test('what is said, and how often, stays', () => {
  for (const changed of [one.slice(1), [...one, one[2] as string], one.with(2, `${one[2]}!`)])
    expect(skipOrder.lines?.(changed, context)).not.toEqual(skipOrder.lines?.(one, context));
  const [started, ended, ...rest] = one as [string, string];
  expect(skipOrder.lines?.([ended, started, ...rest], context)).not.toEqual(skipOrder.lines?.(one, context));
});

test('without a skipped node, lines stay as they are', () => {
  const lines = ['2 of 2 OK b ...', '1 of 2 OK a ...', 'SKIP'];
  expect(skipOrder.lines?.(lines, none)).toEqual(lines);
});

const event = (name: string, data: object = {}, msg = name) =>
  ({ info: { name, msg }, data }) as unknown as Json;
const ran = (first: number, second: number, ...statuses: readonly string[]) =>
  skipOrder.events?.(
    [
      event('SkippingDetails', { index: first }, `${first} of 3 SKIP relation dev.a .... [SKIP]`),
      event('LogStartLine', { index: second }, `${second} of 3 START model dev.b .... [RUN]`),
      event('EndRunResult', { results: statuses.map((status) => ({ status })) }),
    ],
    context,
  );

test('nor do the numbers in the log count, nor the order of results there', () => {
  expect(ran(2, 3, 'skipped', 'success')).toEqual(ran(3, 2, 'success', 'skipped'));
  expect(ran(2, 3, 'skipped', 'success')).not.toEqual(ran(2, 3, 'skipped', 'error'));
});

test('without a skipped node they do', () => {
  const events = [event('LogStartLine', { index: 2 })];
  expect(skipOrder.events?.(events, none)).toEqual(events);
});
