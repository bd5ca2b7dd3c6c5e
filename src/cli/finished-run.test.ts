import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { toReport } from '../report/json/report-json.ts';
import { readEarlier } from './finished-run.ts';

async function folderWith(text: string) {
  const folder = await temporaryFolder('against');
  await mkdir(path.join(folder, 'run'));
  await writeFile(path.join(folder, 'run/report.json'), text);
  return path.join(folder, 'run');
}

test('a report of today is read', async () => {
  const folder = await folderWith(JSON.stringify(toReport(exampleRun)));
  const earlier = await readEarlier(folder);
  expect(earlier.run.id).toBe(exampleRun.id);
  expect(earlier.causes.map(({ id }) => id).toSorted()).toEqual(
    exampleRun.findings.map(({ fingerprint }) => fingerprint).toSorted(),
  );
});

test('a report of version 1 is refused with what happened, why, and what to do', async () => {
  const folder = await folderWith(JSON.stringify({ ...toReport(exampleRun), schema: 'dvt-compat/report/1' }));
  await expect(readEarlier(folder)).rejects.toMatchObject({
    message: expect.stringContaining('Cannot compare with the run'),
    why: expect.stringMatching(/"dvt-compat\/report\/1"; this version reads "dvt-compat\/report\/2"/),
    remedy: expect.stringContaining('Run the earlier engines again'),
  });
});

test.each([
  ['no folder', 'nowhere', undefined],
  ['no JSON', undefined, '{'],
  ['another JSON', undefined, '{}'],
])('%s is refused', async (_, name, text) => {
  const run = name ?? (await folderWith(text ?? ''));
  await expect(readEarlier(run)).rejects.toMatchObject({
    message: expect.stringContaining('Cannot compare with the run'),
  });
});
