import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Case, Step } from '../cases/case.ts';
import { reserve, workspaceOf } from './workspace.ts';

let count = 0;
const one = (...steps: Step[]): Case => ({
  id: `deps/case-${count++}`,
  command: 'deps',
  title: '',
  checks: [],
  tier: 'full',
  project: 'shop',
  state: 'raw',
  steps,
});

/** Names of cases as they begin and end. */
async function together(...cases: Case[]): Promise<readonly string[]> {
  const seen: string[] = [];
  await Promise.all(
    cases.map((each, index) =>
      reserve(each, async () => {
        seen.push(`${index} begins`);
        await sleep(20);
        seen.push(`${index} ends`);
      }),
    ),
  );
  return seen;
}

test('cases that name a port have it one after the other', async () => {
  const served = one({ engine: [], requests: ['http://127.0.0.1:28301/', 'http://127.0.0.1:28301/a'] });
  const held = one({ engine: [], busy: 28_301 });
  const found = one({ engine: [], hub: 28_301 });
  expect(await together(served, held, found)).toEqual([0, 1, 2].flatMap((n) => [`${n} begins`, `${n} ends`]));
});

test('other cases do not wait', async () => {
  const seen = await together(one({ engine: [], hub: 28_301 }), one({ engine: [], hub: 28_302 }), one());
  expect(seen.slice(0, 3)).toEqual(['0 begins', '1 begins', '2 begins']);
});

test('a case that names two ports is a mistake: two such could wait for each other', async () =>
  expect(together(one({ engine: [], hub: 1, busy: 2 }))).rejects.toThrow('several ports'));

test('cases of one workspace have it one after the other, whatever they are called', async () => {
  const tried = { option: '--lock', form: 'plain', place: 'deps/0', without: [] } as const;
  const cases = [one(), one(), one()].map((each, n) => ({
    ...each,
    tried: { ...tried, place: `deps/${n % 2}` },
  }));
  const seen = await together(...cases);
  expect(seen.slice(0, 2)).toEqual(['0 begins', '1 begins']);
  expect(seen.indexOf('2 begins')).toBeGreaterThan(seen.indexOf('0 ends'));
});

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
