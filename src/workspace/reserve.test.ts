import { expect, test } from 'vitest';
import type { Case, Step } from '../cases/case.ts';
import { portIn, withPort } from './port.ts';
import { reserve } from './workspace.ts';

const testCase = (id: string, ...steps: Step[]): Case => ({
  id,
  command: 'deps',
  title: '',
  checks: [],
  tier: 'full',
  project: 'shop',
  state: 'raw',
  steps,
});

const page: Step = { engine: ['docs', 'serve'], requests: ['http://127.0.0.1:{port}/'] };
/** Workspaces with the same port, and one with another. */
const [first = '', second = ''] = sharing(portIn(0, 'deps/0'));
const other = Array.from({ length: 9 }, (_, n) => `deps/${n}`).find(
  (name) => portIn(0, name) !== portIn(0, first),
);

function sharing(port: number): readonly string[] {
  return Array.from({ length: 1000 }, (_, n) => `deps/${n}`).filter((name) => portIn(0, name) === port);
}

/** Which cases have begun while the first one has not ended. */
async function begunDuringFirst(...cases: readonly Case[]): Promise<readonly string[]> {
  const begun: string[] = [];
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const running = cases.map((each, index) =>
    reserve(each, async () => {
      begun.push(each.id);
      if (index === 0) await end;
    }),
  );
  // The last case can run at once, and then all others that can have begun too.
  await running.at(-1);
  const seen = [...begun];
  resolve();
  await Promise.all(running);
  expect(begun).toHaveLength(cases.length);
  return seen;
}

test('workspaces with the same port have it one after the other', async () => {
  const seen = await begunDuringFirst(
    testCase(first, page),
    testCase(second, { engine: [], busy: true }),
    testCase(other as string, { engine: [], hub: true }),
  );
  expect(seen).toEqual([first, other]);
});

test('cases that need no port do not wait for it', async () => {
  const seen = await begunDuringFirst(testCase(first, page), testCase(second, { engine: ['deps'] }));
  expect(seen).toEqual([first, second]);
});

test('cases that share a workspace run one after the other', async () => {
  const tried = { option: '--lock', form: 'plain', workspace: 'deps/shared', without: [] } as const;
  const seen = await begunDuringFirst(
    { ...testCase('deps/a'), tried },
    { ...testCase('deps/b'), tried },
    testCase('deps/c'),
  );
  expect(seen).toEqual(['deps/a', 'deps/c']);
});

test('two runs have no port in common, and none that a system assigns', () => {
  const portsOf = (slot: number) => Array.from({ length: 100 }, (_, n) => portIn(slot, `deps/${n}`));
  const ports = Array.from({ length: 64 }, (_, slot) => new Set(portsOf(slot)));
  expect(ports.reduce((sum, { size }) => sum + size, 0)).toBe(
    new Set(ports.flatMap((each) => [...each])).size,
  );
  expect(Math.max(...portsOf(63))).toBeLessThan(32_768);
});

test('every text of a step gets the port', () => {
  const steps: readonly Step[] = [
    { write: { 'packages.yml': 'tarball: http://127.0.0.1:{port}/a.tar.gz' } },
    { engine: ['docs', 'serve', '--port', '{port}'], env: { URL: 'http://127.0.0.1:{port}' } },
  ];
  expect(withPort(steps, 28_501)).toEqual([
    { write: { 'packages.yml': 'tarball: http://127.0.0.1:28501/a.tar.gz' } },
    { engine: ['docs', 'serve', '--port', '28501'], env: { URL: 'http://127.0.0.1:28501' } },
  ]);
});
