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
/** What is kept, by entry. */
async function kept(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(path.join(cache, 'references')).catch(() => []);
  return Object.fromEntries(
    await Promise.all(entries.map(async (entry) => [entry, await readFile(observationIn(entry), 'utf8')])),
  );
}
const observationIn = (entry: string) =>
  path.join(cache, 'references', entry, 'evidence/step-1/observation.json');

test('used, told, left alone when asked, renewed where it no longer holds', async () => {
  const both = ['run/select-name', 'run/help'];
  const same = both.map((id) => `${id} same`);

  const first = await compat();
  const observed = await kept();
  expect([verdicts(first), cachedIn(first), Object.keys(observed).length]).toEqual([same, [], 2]);

  const second = await compat('--workers', '1');
  expect([verdicts(second), cachedIn(second), await kept()]).toEqual([same, both, observed]);
  expect(second.differences).toEqual([]);

  // As if the reference had shown something else that day.
  for (const [entry, text] of Object.entries(observed))
    await writeFile(observationIn(entry), text.replace('"stdout":', '"stdout": "something else", "was":'));
  const stale = await kept();
  const without = await compat('--no-cache');
  expect([verdicts(without), cachedIn(without), await kept()]).toEqual([same, [], stale]);

  const third = await compat();
  expect([verdicts(third), cachedIn(third)]).toEqual([same, []]);
  for (const text of Object.values(await kept())) expect(text).not.toContain('something else');
}, 300_000);
