/** What one host learned of its steps is kept beside the engine, for the next one to begin with. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';

/** Says whether a module was there before it asked for it, in a way that does not keep the host from importing it. */
const app = 'import sys\ndef main():\n    print("".join(["la", "te"]) in sys.modules)\n    import late\n';
const late = 'import threading\n';

const learnedOf = ({ folder }: { readonly folder: string }) => path.join(folder, 'engine/ahead-prog.json');

test('names are kept once a later step profits from them, and a host begins with what is kept', async () => {
  const bench = await warmBench({ app, late });
  for (const known of ['False', 'True', 'True']) expect((await bench.warm()).stdout).toBe(`${known}\n`);
  const kept = await readFile(learnedOf(bench), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ modules: expect.arrayContaining(['late']), left: {} });

  const other = await warmBench({ app, late });
  await writeFile(learnedOf(other), kept);
  expect((await other.warm()).stdout).toBe('True\n');
});

test('a file that changed since: what was found out about modules is found out again', async () => {
  const bench = await warmBench({ app, late });
  for (let step = 0; step < 2; step++) await bench.warm();
  const kept = await readFile(learnedOf(bench), 'utf8');
  const [file = ''] = Object.keys(JSON.parse(kept).files).filter((name) => name.endsWith('/late.py'));

  const other = await warmBench({ app, late });
  await writeFile(learnedOf(other), kept);
  await writeFile(file, `${late}# edited\n`);
  for (const known of ['False', 'True']) expect((await other.warm()).stdout).toBe(`${known}\n`);
});

test('what cannot be imported ahead is known to the next host', async () => {
  const bench = await warmBench({ app, late: 'import os\nhome = os.environ["HOME"]\n' });
  for (let step = 0; step < 3; step++) expect((await bench.warm()).stdout).toBe('False\n');
  const kept = await readFile(learnedOf(bench), 'utf8');
  expect(JSON.parse(kept)).toMatchObject({
    modules: expect.not.arrayContaining(['late']),
    left: { late: 'reads HOME' },
  });
});

const kinds = Array.from({ length: 60 }, (_, n) => `Kind${n}`);
/** Says how much it has kept of what is slow to compute. */
const slow = [
  'import functools, time',
  ...kinds.map((kind) => `class ${kind}: pass`),
  '@functools.lru_cache(maxsize=None)\ndef slow(kind):\n    time.sleep(0.05)',
  'def main():\n    print(slow.cache_info().currsize)',
].join('\n');
const kept = (content: object) =>
  JSON.stringify({ format: 1, modules: [], left: {}, known: [], files: {}, ...content });
const calls = kept({ known: kinds.map((kind) => ['call', ['app', 'slow'], [['app', kind]]]) });

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
  kept({ modules: ['gone'] }),
  kept({ modules: 3 }),
  kept({ known: [['call', ['late', 'gone'], []], 3] }),
  kept({ known: [['call'], ['module'], [[], 1, 2]] }),
])('what is kept and of no use does no harm: %j', async (content) => {
  const bench = await warmBench({ app, late });
  await writeFile(learnedOf(bench), content);
  expect(await bench.warm()).toMatchObject({ code: 0, stderr: '' });
  expect(bench.said).toEqual([]);
});

test('what makes an engine one that cannot be hosted is kept no longer', async () => {
  const bench = await warmBench({
    app,
    late: `${late}threading.Thread(target=threading.Event().wait, daemon=True).start()\n`,
  });
  await writeFile(learnedOf(bench), kept({ modules: ['late'] }));
  expect(await bench.warm()).toEqual(await bench.cold());
  expect(bench.said).toEqual([expect.stringContaining('starts threads')]);
  await expect(readFile(learnedOf(bench))).rejects.toThrow('ENOENT');
});
