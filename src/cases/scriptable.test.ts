import { expect, test } from 'vitest';
import type { Case, Step } from './case.ts';
import { whyNoScript } from './scriptable.ts';

const specs = ['dbt-core==1.12.6', 'git+https://host.example/dvt@v1#subdirectory=core'];
const of = (...steps: Step[]): Case => ({
  id: 'run/a',
  command: 'run',
  title: '',
  checks: [],
  tier: 'smoke',
  project: 'shop',
  state: 'empty',
  steps,
});

test('a case with command lines, edits, SQL and repositories can be a script', () => {
  const testCase = of(
    { write: { a: 'x' } },
    { sql: 'select 1' },
    { repository: 'p', tags: [] },
    { engine: ['run'] },
  );
  expect(whyNoScript(testCase, specs)).toBeUndefined();
});

test('a case with an interrupt cannot', () => {
  expect(whyNoScript(of({ engine: ['run'], interrupt: 'select' }, { engine: ['run'] }), specs)).toContain(
    'interrupts',
  );
});

test.each(['path:../dvt', 'exe:/bin/dvt'])('a case with %s cannot', (spec) => {
  expect(whyNoScript(of({ engine: ['run'] }), [specs[0] as string, spec])).toBe(
    `${spec} only exists on this machine`,
  );
});
