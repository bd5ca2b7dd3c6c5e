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

test('commands, edits, SQL and repositories can be told', () => {
  const one = of(
    { write: { a: 'x' } },
    { sql: 'select 1' },
    { repository: 'p', tags: [] },
    { engine: ['run'] },
  );
  expect(whyNoScript(one, specs)).toBeUndefined();
});

test('what happens around a step cannot', () => {
  expect(whyNoScript(of({ engine: ['run'], interrupt: 'select' }, { engine: ['run'] }), specs)).toContain(
    'interrupts',
  );
});

test.each(['path:../dvt', 'exe:/bin/dvt'])('nor can %s', (spec) => {
  expect(whyNoScript(of({ engine: ['run'] }), [specs[0] as string, spec])).toBe(
    `${spec} only exists on this machine`,
  );
});
