/** What an earlier run observed of the reference is used where it fits, and never decides that something differs. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshCache } from '../bench/fresh-cache.ts';
import { type Report, reportSchema } from '../report/schema.ts';
import { cacheFolder } from '../session.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const dbt = 'dbt-core==1.12.6';
let folder: string;
let cache: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cached-'));
  cache = await freshCache(path.join(folder, 'cache'), cacheFolder());
});
afterAll(() => rm(folder, { recursive: true }));

async function compat(...argv: string[]): Promise<Report> {
  const fixed = ['--json', '--database', 'embedded', '--reference', dbt, '--candidate', dbt];
  const { stdout, stderr } = await execa(
    process.execPath,
    [main, 'run', '--case', 'run/{help,select-name}', ...fixed, ...argv],
    { cwd: folder, env: { DVT_COMPAT_CACHE: cache }, stdin: 'ignore', reject: false },
  );
  expect(stdout.startsWith('{'), stderr.slice(-2000)).toBe(true);
  return reportSchema.parse(JSON.parse(stdout));
}

const verdicts = ({ cases }: Report) => cases.map(({ id, verdict }) => `${id} ${verdict}`);
const cachedIn = ({ cases }: Report) => cases.filter((one) => one.reference_cached).map(({ id }) => id);
const entries = () => readdir(path.join(cache, 'references')).catch(() => []);

test('used, told, renewed where it no longer holds, left alone when asked', async () => {
  const both = ['run/select-name', 'run/help'];
  const same = both.map((id) => `${id} same`);

  const without = await compat('--no-cache');
  expect([verdicts(without), cachedIn(without), await entries()]).toEqual([same, [], []]);

  const first = await compat();
  expect([verdicts(first), cachedIn(first), (await entries()).length]).toEqual([same, [], 2]);

  const second = await compat('--workers', '1');
  expect([verdicts(second), cachedIn(second)]).toEqual([same, both]);
  expect(second.differences).toEqual([]);

  // As if the reference had shown something else that day.
  for (const entry of await entries()) {
    const file = path.join(cache, 'references', entry, 'evidence/step-1/observation.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"stdout":', '"stdout": "something else", "was":'));
  }
  const third = await compat();
  expect([verdicts(third), cachedIn(third)]).toEqual([same, []]);

  const fourth = await compat();
  expect([verdicts(fourth), cachedIn(fourth)]).toEqual([same, both]);
}, 300_000);
