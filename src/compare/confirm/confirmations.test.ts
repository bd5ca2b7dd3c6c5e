import { expect, test } from 'vitest';
import type { Difference } from '../../facets/difference.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { openConfirmations } from './confirmations.ts';

const covered = (kind: string, expectation?: string) =>
  ({ facet: 'stdout', kind, ...(expectation !== undefined && { expectation }) }) as Difference;
const result = (...differences: readonly Difference[]) => ({ differences }) as unknown as CaseResult;

test('each kind of difference that an expectation covers is claimed once', () => {
  const { claim } = openConfirmations(
    () => undefined,
    () => undefined,
  );
  expect(claim(result(covered('line-added', 'a')))).toBe(true);
  expect(claim(result(covered('line-added', 'a')))).toBe(false);
  expect(claim(result(covered('line-added', 'a'), covered('line-missing', 'a')))).toBe(true);
  expect(claim(result(covered('line-added', 'b')))).toBe(true);
  expect(claim(result(covered('line-added', 'b'), covered('line-missing', 'a')))).toBe(false);
});

test('a result without covered differences claims nothing', () => {
  const { claim } = openConfirmations(
    () => undefined,
    () => undefined,
  );
  expect(claim(result())).toBe(false);
  expect(claim(result(covered('line-added')))).toBe(false);
});
