/** What one host learned of its steps is kept beside the engine, for the next one to begin with. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';

const app = 'def main():\n    pass\n';

const learnedOf = ({ folder }: { readonly folder: string }) => path.join(folder, 'engine/ahead-prog.json');

const kinds = Array.from({ length: 60 }, (_, n) => `Kind${n}`);
/** Says how much it has kept of what is slow to compute. */
const slow = [
  'import functools, time',
  ...kinds.map((kind) => `class ${kind}: pass`),
  '@functools.lru_cache(maxsize=None)\ndef slow(kind):\n    time.sleep(0.05)',
  'def main():\n    print(slow.cache_info().currsize)',
].join('\n');
const kept = (known: readonly unknown[]) => JSON.stringify({ known });
const calls = kept(kinds.map((kind) => ['call', ['app', 'slow'], [['app', kind]]]));

test('a host stores what steps computed, and the next one begins with it', async () => {
  const computing = slow.replace('print(', `print(slow(Kind0), `).replace('time.sleep(0.05)', 'pass');
  const bench = await warmBench({ app: computing });
  for (let step = 0; step < 2; step++) expect((await bench.warm()).stdout).toBe('None 1\n');
  const stored = JSON.parse(await readFile(learnedOf(bench), 'utf8'));
  expect(stored).toEqual({ known: [['call', ['app', 'slow'], [['app', 'Kind0']]]] });

  const other = await warmBench({ app: slow });
  await writeFile(learnedOf(other), JSON.stringify(stored));
  other.announce(8);
  await other.warm();
  expect((await other.warm()).stdout).toBe('1\n');
});

test('what earlier steps computed is computed while no step is asked for, so that none waits for it', async () => {
  const bench = await warmBench({ app: slow });
  await writeFile(learnedOf(bench), calls);
  let known = Number((await bench.warm()).stdout);
  expect(known).toBeLessThan(kinds.length);
  for (let step = 0; step < 100 && known < kinds.length; step++) known = Number((await bench.warm()).stdout);
  expect(known).toBe(kinds.length);
});

test('where many steps are to come it is computed before the second', async () => {
  const bench = await warmBench({ app: slow });
  await writeFile(learnedOf(bench), calls);
  bench.announce(8);
  expect(await bench.warm()).toMatchObject({ code: 0, stdout: '0\n' });
  expect(await bench.warm()).toMatchObject({ code: 0, stdout: `${kinds.length}\n` });
});

test.each([
  '',
  '[',
  '{}',
  '{"known":3}',
  kept([['call', ['late', 'gone'], []], 3]),
  kept([['call', ['app', 'gone'], []]]),
  kept([['call'], ['module'], [[], 1, 2]]),
])('what is kept and of no use does no harm: %j', async (content) => {
  const bench = await warmBench({ app });
  await writeFile(learnedOf(bench), content);
  bench.announce(8);
  for (let step = 0; step < 2; step++) expect(await bench.warm()).toMatchObject({ code: 0, stderr: '' });
  expect(bench.said).toEqual([]);
});

test('what makes an engine one that cannot be hosted is kept no longer', async () => {
  const bench = await warmBench({
    app: `import functools, threading
class Kind:
    pass
@functools.lru_cache
def start(kind):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
def main():
    print("main")
`,
  });
  await writeFile(learnedOf(bench), kept([['call', ['app', 'start'], [['app', 'Kind']]]]));
  bench.announce(8);
  for (let step = 0; step < 2; step++) expect(await bench.warm()).toEqual(await bench.cold());
  expect(bench.said).toEqual([expect.stringContaining('starts threads')]);
  await expect(readFile(learnedOf(bench))).rejects.toThrow('ENOENT');
});
