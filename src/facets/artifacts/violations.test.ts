import { expect, test } from 'vitest';
import type { Json } from '../../config/json.ts';
import { type Compiled, violationsOf } from './violations.ts';

/** Has something against every node whose number is among those given, and against the version. */
function validator(bad: (n: number) => boolean): { validate: Compiled; readonly largest: number } {
  let largest = 0;
  const validate: Compiled = (content) => {
    const { nodes, version } = content as { nodes: { readonly [key: string]: Json }; version: Json };
    largest = Math.max(largest, Object.keys(nodes).length);
    validate.errors = [
      ...Object.keys(nodes)
        .filter((id) => bad(Number(id.slice(1))))
        .map((id) => `/nodes/${id}`),
      ...(version === 12 ? [] : ['/version']),
    ].map((instancePath) => ({ instancePath, message: 'must not be', params: {} }));
    return validate.errors.length === 0;
  };
  return {
    validate,
    get largest() {
      return largest;
    },
  };
}

const manifest = (nodes: number, version = 12) => ({
  version,
  nodes: Object.fromEntries(Array.from({ length: nodes }, (_, n) => [`n${n}`, {}])),
  macros: {},
});

test('finds what is wrong at the end of a large artifact, and what is wrong in all pieces once', () => {
  const one = validator((n) => n === 1500 || n === 4711);
  expect(violationsOf(one.validate, manifest(5000, 11))).toEqual([
    '/version must not be {}',
    '/nodes/n1500 must not be {}',
    '/nodes/n4711 must not be {}',
  ]);
  expect(one.largest).toBeLessThanOrEqual(1000);
});

test('of one rule that is broken everywhere, some examples are enough', () => {
  const every = validator(() => true);
  expect(violationsOf(every.validate, manifest(5000, 11))).toEqual([
    ...['n0', 'n1', 'n2'].map((id) => `/nodes/${id} must not be {}`),
    '/version must not be {}',
  ]);
});

test('stops when it has enough', () => {
  const validate: Compiled = () => false;
  validate.errors = Array.from({ length: 50 }, (_, n) => ({ instancePath: '', params: { n } }));
  expect(violationsOf(validate, manifest(1))).toHaveLength(20);
});

test('that one of several schemas must match says nothing', () => {
  const validate: Compiled = () => false;
  validate.errors = ['const', 'anyOf', 'if'].map((keyword) => ({ keyword, instancePath: '/a', params: {} }));
  expect(violationsOf(validate, {})).toHaveLength(1);
});

test.each([[[]], [null], ['text']])('takes %j as it is', (content) => {
  const seen: Json[] = [];
  const validate: Compiled = (given) => seen.push(given) > 0;
  expect(violationsOf(validate, content)).toEqual([]);
  expect(seen).toEqual([content]);
});
