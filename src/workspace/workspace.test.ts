import path from 'node:path';
import { expect, test } from 'vitest';
import { workspaceOf } from './workspace.ts';

test('the workspace of a case depends on the case only; all have the same length', () => {
  const context = { scratch: '/s', database: { prefix: 'compat' } };
  const [a, again, b] = ['run/all', 'run/all', 'run/select-name'].map((name) =>
    workspaceOf(context, { name, command: 'run' }),
  );
  expect(again).toEqual(a);
  expect(b?.database).not.toBe(a?.database);
  expect([b?.project.length, b?.database.length]).toEqual([a?.project.length, a?.database.length]);
  const { project } = workspaceOf(context, { name: 'x', command: 'docs-serve' });
  expect(path.basename(project)).toBe('trial_cmd_docs_serve');
});
