/** What one host learned of its steps is kept beside the engine, for the next one to begin with. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';

/** Says which modules were there before it asked for one. */
const app = 'import sys\ndef main():\n    print("late" in sys.modules)\n    import late\n';
const late = 'import threading\n';

const learnedOf = ({ folder }: { readonly folder: string }) => path.join(folder, 'engine/learned.json');

test('names are kept once a later step profits from them, and a host begins with what is kept', async () => {
  const bench = await warmBench({ app, late });
  for (const known of ['False', 'True', 'True']) expect((await bench.warm()).stdout).toBe(`${known}\n`);
  const kept = await readFile(learnedOf(bench), 'utf8');
  expect(JSON.parse(kept)).toContainEqual(['module', 'late']);

  const other = await warmBench({ app, late });
  await writeFile(learnedOf(other), kept);
  expect((await other.warm()).stdout).toBe('True\n');
});

test.each(['', '[', '{}', '[["module", "gone"]]', '[["call", ["late", "gone"], []], 3]'])(
  'what is kept and of no use does no harm: %j',
  async (kept) => {
    const bench = await warmBench({ app, late });
    await writeFile(learnedOf(bench), kept);
    expect(await bench.warm()).toMatchObject({ code: 0, stderr: '' });
    expect(bench.said).toEqual([]);
  },
);

test('what makes an engine one that cannot be hosted is kept no longer', async () => {
  const bench = await warmBench({
    app,
    late: `${late}threading.Thread(target=threading.Event().wait, daemon=True).start()\n`,
  });
  await writeFile(learnedOf(bench), '[["module", "late"]]');
  expect(await bench.warm()).toEqual(await bench.cold());
  expect(bench.said).toEqual([expect.stringContaining('starts threads')]);
  await expect(readFile(learnedOf(bench))).rejects.toThrow('ENOENT');
});
