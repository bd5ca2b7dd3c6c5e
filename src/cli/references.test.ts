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
const folderOf = (entry: string) => path.join(cache, 'references', entry);
const observationIn = (entry: string) => path.join(folderOf(entry), 'evidence/step-1/observation.json');

test('left alone when asked, renewed where it no longer holds, used, and told', async () => {
  const both = ['run/select-name', 'run/help'];
  const same = both.map((id) => `${id} same`);

  const first = await compat();
  const [one, other] = Object.entries(await kept()) as [[string, string], [string, string]];
  expect([verdicts(first), cachedIn(first)]).toEqual([same, []]);

  // As if the reference had shown something else that day, and had not been run for the other case.
  const [entry, text] = one;
  await writeFile(observationIn(entry), text.replace('"stdout":', '"stdout": "something else", "was":'));
  await rm(folderOf(other[0]), { recursive: true });
  const stale = await kept();
  expect(Object.keys(stale)).toEqual([entry]);
  const without = await compat('--no-cache');
  expect([verdicts(without), cachedIn(without), await kept()]).toEqual([same, [], stale]);

  const third = await compat();
  const renewed = await kept();
  expect([verdicts(third), cachedIn(third), Object.keys(renewed)]).toEqual([
    same,
    [],
    expect.arrayContaining([entry, other[0]]),
  ]);
  expect(renewed[entry]).not.toContain('something else');

  const last = await compat('--workers', '1');
  expect([verdicts(last), cachedIn(last), await kept()]).toEqual([same, both, renewed]);
  expect(last.differences).toEqual([]);
}, 300_000);
