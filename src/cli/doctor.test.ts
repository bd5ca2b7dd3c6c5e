import { expect, test } from 'vitest';
import { renderDoctor } from './doctor.ts';
import type { Need } from './needs-of-engine.ts';

const need = (name: string, found: boolean, required: boolean): Need => ({
  name,
  found,
  required,
  detail: `detail\n  of ${name}`,
  remedy: `remedy of ${name}`,
});

const rendered = (needs: readonly Need[]) => renderDoctor(needs, false);

test('says what to do about what is missing, and only about that', () => {
  expect(rendered([need('uv', true, true), need('Docker', false, false)])).toBe(
    [
      '✔ uv      detail of uv',
      '– Docker  detail of Docker',
      '          → remedy of Docker',
      '',
      'Ready.',
      '',
    ].join('\n'),
  );
});

test('ends with what is in the way', () => {
  const text = rendered([need('uv', false, true), need('Docker', false, false), need('git', false, true)]);
  expect(text).toContain('✖ uv ');
  expect(text).toMatch(/\nMissing: uv, git\.\n$/);
});
