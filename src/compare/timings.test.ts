import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { readTimings } from './timings.ts';

async function fileIn(): Promise<string> {
  const folder = await temporaryFolder('timings');
  return path.join(folder, 'below/pair.json');
}

test('what was noted is known in the next run, beside what was known', async () => {
  const file = await fileIn();
  for (const [id, seconds] of [
    ['run/a', 1.5],
    ['run/b', 2],
    ['run/a', 3],
  ] as const) {
    const timings = await readTimings(file);
    timings.note(id, seconds);
    await timings.save();
  }
  const timings = await readTimings(file);
  expect([timings.secondsOf('run/a'), timings.secondsOf('run/b'), timings.secondsOf('run/c')]).toEqual([
    3,
    2,
    undefined,
  ]);
  expect(await readdir(path.dirname(file))).toEqual(['pair.json']);
});

test.each(['', '{', '[]', 'null', '{"run/a": "long"}'])(
  'of a file with %j nothing is known',
  async (text) => {
    const file = path.join(path.dirname(path.dirname(await fileIn())), 'pair.json');
    await writeFile(file, text);
    expect((await readTimings(file)).secondsOf('run/a')).toBeUndefined();
  },
);
