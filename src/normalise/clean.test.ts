/** The cleaner's short cuts (triggers, memory, shared parts) must not show: every text as the normalisers one by one give it. */
import { expect, test } from 'vitest';
import { drawing, pick, randomJson } from '../../fixtures/random-json.ts';
import type { Json } from '../config/json.ts';
import { cleaner } from './clean.ts';
import type { Context } from './normaliser.ts';
import { normalisers } from './registry.ts';

const start = Date.parse('2026-11-21T06:58:20.500Z');
const id = 'f9a8d3ba-9a65-4a9b-acc9-858069e647d4';
const context: Context = {
  folders: [
    ['/some.where/w0/trial', '{project}'],
    ['/some.where/lib', '{packages}'],
  ],
  database: 'compat_3fa9c1d2e4f1',
  port: 28_512,
  window: { start, end: start + 4000 },
  invocations: new Set([id]),
  parents: new Map(),
  atOnce: 1,
  skips: false,
};

/** Pieces of texts that normalisers change, whole and in part, so that any two may make one. */
const pieces = [
  ...[
    '/some.where/w0/trial',
    '/some',
    '.where/w0',
    '/trial',
    '06:58',
    ':21',
    '2026-11-21',
    'T',
    ' ',
    '.5',
    'Z',
  ],
  ...['0 hours 0 minutes and ', '3.28', '0.1', '3s', ' seconds', 's', '1', id, id.slice(0, 13), id.slice(13)],
  ...[
    'at ',
    '0x7f8a9c001230',
    '0x',
    'pg_terminate_backend(',
    "Cancelling query 'a' (",
    '26748',
    ')',
    '\n',
    '"',
  ],
  ...['__dbt_tmp', '065821', '055919', '__dbt_backup', 'index ', 'INDEX ', 'if not exists', 'f2cfb80f', '{'],
  ...[
    'running dbt with arguments ',
    "{'b': '1', 'a': '2'}",
    '}',
    'Resource report: ',
    '"process_in_blocks": "8"',
  ],
  ...['dbt-downloads-', '1cddbvh_'],
  ...['/some.where/lib', '{packages}', '.py', '", line ', ':'],
  ...['"pid": ', '12,\n "port": 3', '"started": ', '1795244301'],
  ...['at 28512', ':28512/', '28512'],
  ...['20261121', 'T', '065821', '20261121T065821-4314'],
  ...['f2cfb80f30396a54a581d1c6167bad72', '{project}', 'x', context.database, 'compat_3fa9c1'],
];
const draw = drawing(20261121);
const randomText = () => Array.from({ length: draw(7) }, () => pick(draw, pieces)).join('');
const oneByOne = (text: string) =>
  normalisers.reduce((sofar, { text: apply }) => apply?.(sofar, context) ?? sofar, text);

test('triggers have no flags: they are put together as one pattern, and tried again and again', () => {
  const patterns = normalisers.flatMap(({ trigger }) =>
    trigger === undefined ? [] : trigger instanceof RegExp ? trigger : trigger(context),
  );
  expect(patterns.map(({ flags }) => flags).join('')).toBe('');
  expect(patterns.length).toBeGreaterThan(5);
});

test('every normaliser of texts has a trigger, found in all that it changes', () => {
  const changed = new Map<string, number>();
  for (let n = 0; n < 200_000; n++) {
    const before = randomText();
    for (const { name, text, trigger } of normalisers) {
      if (!text || text(before, context) === before) continue;
      const pattern = trigger instanceof RegExp ? trigger : trigger?.(context);
      if (!pattern?.test(before))
        expect.fail(`${name} changes ${JSON.stringify(before)}, which has no trigger`);
      changed.set(name, (changed.get(name) ?? 0) + 1);
    }
  }
  expect([...changed.keys()].toSorted()).toEqual(
    normalisers.flatMap(({ name, text }) => (text ? name : [])).toSorted(),
  );
});

test('texts come out as from the normalisers one by one, seen before or not', () => {
  const clean = cleaner(context);
  for (let n = 0; n < 50_000; n++) {
    const before = randomText();
    if (clean.text(before) !== oneByOne(before)) expect(clean.text(before)).toBe(oneByOne(before));
  }
});

/** Cleans without any short cut. */
function cleanAll(value: Json, path: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json, n) => cleanAll(item, [...path, String(n)]));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [oneByOne(key), cleanAll(item, [...path, key])]),
    );
  const cleaned = normalisers.reduce(
    (sofar: Json, normaliser) => normaliser.value?.(sofar, path, context) ?? sofar,
    value,
  );
  return typeof cleaned === 'string' ? oneByOne(cleaned) : cleaned;
}

/** Random JSON with texts, keys and numbers among it that normalisers change. */
function soiled(value: Json): Json {
  if (Array.isArray(value)) return value.map(soiled);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        pick(draw, [key, key, key, randomText(), 'info', 'pid', 'execution_time', 'process_user_time']),
        soiled(item),
      ]),
    );
  return pick(draw, [value, value, randomText(), start / 1000, 0.25, 4315]);
}

test('values come out as from the normalisers one by one, and the value given stays as it was', () => {
  for (let n = 0; n < 5000; n++) {
    const value = { info: soiled(randomJson(draw, 4)), rest: soiled(randomJson(draw, 4)) };
    const before = JSON.stringify(value);
    const [cleaned, expected] = [
      JSON.stringify(cleaner(context).value(value)),
      JSON.stringify(cleanAll(value, [])),
    ];
    if (cleaned !== expected) expect(cleaned).toBe(expected);
    expect(JSON.stringify(value)).toBe(before);
  }
});

test('parts in which nothing changes are not copied', () => {
  const value = { kept: { a: [{ b: 'x' }] }, stamped: { at: '06:58:21', kept: { c: 1 } } };
  const cleaned = cleaner(context).value(value);
  expect(cleaned.stamped.at).toBe('{time}');
  expect(cleaned.kept).toBe(value.kept);
  expect(cleaned.stamped.kept).toBe(value.stamped.kept);
});
