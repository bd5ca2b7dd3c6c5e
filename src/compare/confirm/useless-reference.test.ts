import { expect, test } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { watchReference } from './useless-reference.ts';

const one = { id: 'run/all' } as Case;
const ended = (verdict: CaseResult['verdict'], more: Partial<CaseResult> = {}): CaseResult => ({
  case: one,
  verdict,
  seconds: { reference: 1, candidate: 1 },
  differences: [],
  ...more,
});
const failed = ended('error', { referenceFailed: true, reason: 'the reference failed: No such option' });

test('a reference that fails in most of five or more cases ends the run, and it is said once why', () => {
  const said: string[] = [];
  const watch = watchReference((text) => said.push(text));
  for (let n = 0; n < 4; n++) watch.note(failed);
  expect(watch.refuse(one)).toBeUndefined();
  watch.note(failed);
  watch.note(failed);
  expect(watch.refuse(one)).toMatchObject({ verdict: 'skipped', referenceFailed: true });
  expect(said).toEqual([
    'The reference failed in 5 of 5 cases, so the run stops. run/all: the reference failed: No such option',
  ]);
});

test('a reference that fails in some cases of many, or cases that fail for another reason, end nothing', () => {
  const watch = watchReference(() => undefined);
  for (let n = 0; n < 10; n++) {
    watch.note(failed);
    watch.note(ended('same'));
    watch.note(ended('error'));
  }
  expect(watch.refuse(one)).toBeUndefined();
});
