import { expect, test } from 'vitest';
import { exit, file, limit, line, rows, value } from '../../../fixtures/causes/differences.ts';
import { type Sides, shownIn } from '../../../fixtures/shown.ts';
import type { Case } from '../../cases/case.ts';
import { causeOf, typed, type Untyped } from '../../facets/difference.ts';
import type { Expect } from '../expectations/expectation.ts';
import { judge } from '../judge.ts';
import type { CaseResult } from '../verdict.ts';
import { attribute } from './attribute.ts';

const none: Expect = () => undefined;

/** A case that shows these differences, one list for each of its steps. */
function result(
  id: string,
  steps: readonly (readonly Untyped[])[],
  sides?: Sides,
  expect = none,
): CaseResult {
  const one = { id, command: 'run', steps: steps.map(() => ({ engine: ['run'] })) } as unknown as Case;
  const taken = steps.map((differences, step) => ({
    step,
    deviations: differences.map(typed),
    shown: shownIn(step, sides),
  }));
  const judged = judge(one, taken, { reference: 1, candidate: 1 }, expect);
  return { ...judged, shown: taken.map(({ shown }) => shown) };
}

/** Causes by kind of difference. */
const causes = (results: readonly CaseResult[], expect: Expect = none) =>
  Object.fromEntries(
    attribute(results, expect)
      .flatMap(({ differences }) => differences)
      .map((one) => [one.kind, causeOf(one)]),
  );

const failing = { candidate: { ended: 1, why: 'no profile' } };
const alone = result('run/a', [[exit(0, 1, 'Done.'), line('Loaded'), file('home/.x')]], failing);

test('all that shows together has one cause, named after what explains most', () => {
  const [{ differences }] = attribute([alone], none) as [CaseResult];
  const [ending] = differences;
  expect(ending?.kind).toBe('exit-code');
  expect(new Set(differences.map(({ cause }) => cause))).toEqual(new Set([ending?.fingerprint]));
});

test('a cause keeps its id when cases are added or left out', () => {
  const more = ['run/b', 'run/c'].map((id) => result(id, [[exit(0, 1, 'Finished.'), line('Else')]], failing));
  const others = [result('run/d', [[line('Loaded')]]), result('run/e', [[line('Loaded')]])];
  const { 'exit-code': id } = causes([alone]);
  expect(id).toBeDefined();
  expect(causes([alone, ...more])['exit-code']).toBe(id);
  expect(causes([...others, ...more, alone])['exit-code']).toBe(id);
  expect(causes(more)['exit-code']).toBe(id);
});

test('what also shows elsewhere is not swallowed by another exit code', () => {
  const others = ['run/b', 'run/c'].map((id) => result(id, [[line('Loaded')]]));
  const found = causes([alone, ...others]);
  expect(found['file-added']).toBe(found['exit-code']);
  expect(found['line-added']).not.toBe(found['exit-code']);
});

/** The kind of difference that the only cause of a case is named after. */
function nameOf(differences: readonly Untyped[], sides?: Sides) {
  const [found] = attribute([result('run/a', [differences], sides)], none);
  expect(new Set(found?.differences.map(causeOf)).size).toBe(1);
  return found?.differences.find((one) => one.fingerprint === causeOf(one))?.kind;
}

test('a cause is named after what explains most, though other things matter more', () => {
  expect(nameOf([rows('dev.a'), exit(0, 1, 'no')], failing)).toBe('exit-code');
  expect(nameOf([rows('dev.a'), line('Loaded')])).toBe('rows-changed');
});

test('a cause is named after the limit at which a side is killed, not after the signal', () => {
  const killed = { candidate: { ended: 'SIGTERM' } };
  expect(nameOf([exit(0, 'SIGTERM', ''), limit('deadline')], killed)).toBe('exit-limit');
});

test('a cause is named after the key that a schema does not allow, and the file that a server sends', () => {
  const invalid: Untyped = {
    facet: 'artifacts',
    kind: 'artifact-invalid',
    path: 'project/target/manifest.json',
    candidate: ' must NOT have additional properties {"additionalProperty":"functions"}',
  };
  const added: Untyped = { ...value('manifest.json#/functions', {}, {}), kind: 'key-added' };
  expect(nameOf([invalid, added])).toBe('key-added');
  const answer: Untyped = {
    facet: 'http',
    kind: 'answer-changed',
    path: 'http://h/ body',
    reference: 'a',
    candidate: 'b',
  };
  const page: Untyped = {
    ...file('project/target/index.html'),
    kind: 'file-changed',
    reference: 'a',
    candidate: 'b',
  };
  expect(nameOf([answer, page])).toBe('file-changed');
});

test('of two that explain as much, the name is of what matters more', () => {
  const checksum = value('manifest.json#/nodes/model.shop.a/checksum/checksum', 'a', 'b');
  expect(nameOf([checksum, file('home/.x')])).toBe('file-added');
});

const coversExit: Expect = (_, { kind }) => (kind === 'exit-code' ? 'fails' : undefined);

test('an expectation of how a step ends covers what has its cause, and nothing else of the step', () => {
  const [single] = attribute(
    [result('run/a', [[exit(0, 1, 'x'), line('Loaded')]], failing, coversExit)],
    coversExit,
  );
  expect(single?.verdict).toBe('expected');
  const judged = result('run/a', [[exit(0, 1, 'x'), line('Loaded')]], failing, coversExit);
  expect(judged.verdict).toBe('expected');
  const others = ['run/b', 'run/c'].map((id) => result(id, [[line('Loaded')]]));
  const [mixed] = attribute([judged, ...others], coversExit);
  expect(mixed?.verdict).toBe('different');
  expect(mixed?.differences.map(({ expectation }) => expectation)).toEqual(['fails', undefined]);
});

test('a blocked case names the cause of what blocks it', () => {
  const steps = [[rows('dev.a'), file('home/.x')], []];
  const [blocked] = attribute([result('run/a', steps)], none);
  expect(blocked).toMatchObject({ verdict: 'blocked', blockedBy: causeOf(blocked?.differences[0] as never) });
});

test('what a case is found to be for other reasons stays', () => {
  const unstable = { ...alone, verdict: 'unstable', reason: 'seen once' } as const;
  const failed = { ...result('run/b', [[]]), verdict: 'error', reason: 'disk full' } as const;
  expect(attribute([unstable, failed], none)).toMatchObject([
    { verdict: 'unstable', reason: 'seen once' },
    { verdict: 'error', reason: 'disk full' },
  ]);
});

test('the reason of a verdict that stays is kept', () => {
  const again = { ...alone, reason: '1 of its differences did not occur' };
  expect(attribute([again], none)).toMatchObject([{ verdict: 'different', reason: again.reason }]);
});

test('to attribute again changes nothing', () => {
  const others = ['run/b', 'run/c'].map((id) => result(id, [[line('Loaded')]]));
  const once = attribute([alone, ...others], coversExit);
  expect(attribute(once, coversExit)).toEqual(once);
});
