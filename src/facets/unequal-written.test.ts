import { expect, test } from 'vitest';
import { unequalWritten } from './unequal-written.ts';

const artifact = (content: unknown) => ({ content, invalid: null }) as never;
const nothing = { artifacts: {}, files: {}, sql: {}, database: {} };
const file = (text: string | null, change = 'written') => ({ kind: 'file', change, text }) as never;

test('members that both artifacts have leave, lists stay whole, and so does who is alone', () => {
  const [reference, candidate] = unequalWritten(
    {
      ...nothing,
      artifacts: {
        manifest: artifact({ nodes: { a: { id: 1, at: 'x' }, b: { id: 2 } }, results: [1, 2], list: [3] }),
        same: artifact({ a: [1] }),
        alone: artifact({ a: 1 }),
        unreadable: artifact(null),
      },
    },
    {
      ...nothing,
      artifacts: {
        manifest: artifact({ nodes: { a: { id: 1, at: 'y' }, b: { id: 2 } }, results: [1, 3], list: [3] }),
        same: artifact({ a: [1] }),
        unreadable: artifact({ a: 1 }),
        added: artifact({ a: 1 }),
      },
    },
  );
  expect(reference.artifacts).toEqual({
    manifest: artifact({ nodes: { a: { at: 'x' } }, results: [1, 2] }),
    same: artifact({}),
    alone: artifact({ a: 1 }),
    unreadable: artifact(null),
  });
  expect(candidate.artifacts).toEqual({
    manifest: artifact({ nodes: { a: { at: 'y' } }, results: [1, 3] }),
    same: artifact({}),
    unreadable: artifact({ a: 1 }),
    added: artifact({ a: 1 }),
  });
});

test('what both sides wrote of their schema stays', () => {
  const invalid = { content: { a: 1 }, invalid: ['/a must be a text'] };
  const [reference] = unequalWritten(
    { ...nothing, artifacts: { manifest: invalid } },
    { ...nothing, artifacts: { manifest: artifact({ a: 1 }) } },
  );
  expect(reference.artifacts).toEqual({ manifest: { content: {}, invalid: ['/a must be a text'] } });
});

test('a file leaves where both sides did the same to it, with the same text', () => {
  const [reference, candidate] = unequalWritten(
    {
      ...nothing,
      files: { page: file('p'), text: file('a'), stale: file('s', 'kept'), alone: file(null) },
    },
    { ...nothing, files: { page: file('p'), text: file('b'), stale: file('s'), added: file(null) } },
  );
  expect(reference.files).toEqual({ text: file('a'), stale: file('s', 'kept'), alone: file(null) });
  expect(candidate.files).toEqual({ text: file('b'), stale: file('s'), added: file(null) });
});

test('so do relations with the same shape and rows, and SQL with the same text', () => {
  const relation = (comment: string | null) =>
    ({ kind: 'table', comment, columns: [{ name: 'a' }] }) as never;
  const [reference, candidate] = unequalWritten(
    {
      ...nothing,
      sql: { same: 'select 1', other: 'select 1', alone: 'select 1' },
      database: { same: relation(null), other: relation('a'), alone: relation(null) },
    },
    {
      ...nothing,
      sql: { same: 'select 1', other: 'select 2' },
      database: { same: relation(null), other: relation(null), toString: relation(null) },
    },
  );
  expect(reference.sql).toEqual({ other: 'select 1', alone: 'select 1' });
  expect(candidate.sql).toEqual({ other: 'select 2' });
  expect(reference.database).toEqual({ other: relation('a'), alone: relation(null) });
  expect(candidate.database).toEqual({ other: relation(null), toString: relation(null) });
});
