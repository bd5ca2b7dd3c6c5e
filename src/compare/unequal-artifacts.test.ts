import { expect, test } from 'vitest';
import { unequalArtifacts } from './unequal-artifacts.ts';

const artifact = (content: unknown) => ({ content, invalid: null }) as never;

test('members that both sides have leave, lists stay whole, and so does who is alone', () => {
  const [reference, candidate] = unequalArtifacts(
    {
      manifest: artifact({ nodes: { a: { id: 1, at: 'x' }, b: { id: 2 } }, results: [1, 2], list: [3] }),
      same: artifact({ a: [1] }),
      alone: artifact({ a: 1 }),
      unreadable: artifact(null),
    },
    {
      manifest: artifact({ nodes: { a: { id: 1, at: 'y' }, b: { id: 2 } }, results: [1, 3], list: [3] }),
      same: artifact({ a: [1] }),
      unreadable: artifact({ a: 1 }),
      added: artifact({ a: 1 }),
    },
  );
  expect(reference).toEqual({
    manifest: artifact({ nodes: { a: { at: 'x' } }, results: [1, 2] }),
    same: artifact({}),
    alone: artifact({ a: 1 }),
    unreadable: artifact(null),
  });
  expect(candidate).toEqual({
    manifest: artifact({ nodes: { a: { at: 'y' } }, results: [1, 3] }),
    same: artifact({}),
    unreadable: artifact({ a: 1 }),
    added: artifact({ a: 1 }),
  });
});

test('what both sides wrote of their schema stays', () => {
  const invalid = { content: { a: 1 }, invalid: ['/a must be a text'] };
  const [reference] = unequalArtifacts({ manifest: invalid }, { manifest: artifact({ a: 1 }) });
  expect(reference).toEqual({ manifest: { content: {}, invalid: ['/a must be a text'] } });
});
