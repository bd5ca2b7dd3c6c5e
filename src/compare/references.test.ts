/** What an earlier run observed of the reference is used where it fits, and never decides that something differs. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { freshCache } from '../../tools/bench/fresh-cache.ts';
import { loadSuites, selectCases } from '../cases/suites.ts';
import { readConfig } from '../config/config.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { settle } from '../report/finish.ts';
import { runCases } from './queue.ts';
import { cacheFolder, openSession, type Session } from './session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const glob = 'parse/{all,help}';
const dbt = 'dbt-core==1.12.6';
let folder: string;
let cache: string;
/** One for all runs: what is kept holds for a place, which runs that come and go beside them may have in between. */
let session: Session;
beforeAll(async () => {
  folder = await temporaryFolder('cached');
  cache = await freshCache(path.join(folder, 'cache'), cacheFolder());
  process.env.DVT_COMPAT_CACHE = cache;
  session = await openSession({
    root,
    config: await readConfig([root]),
    ...{ reference: dbt, candidate: dbt, database: 'embedded' },
    ...{ out: path.join(folder, 'out'), signal: new AbortController().signal, say: () => {} },
  });
}, 300_000);
afterAll(async () => {
  await session?.close();
});

/** Runs the cases as a run of its own would. */
async function run({ references = session.references, workers = 2 } = {}): Promise<readonly CaseResult[]> {
  const cases = selectCases(await loadSuites(root), { commands: [], tier: 'full', glob });
  return settle(runCases({ ...session, references }, cases, { workers, repeat: 1 }));
}

const verdicts = (results: readonly CaseResult[]) =>
  results.map(({ case: { id }, verdict }) => `${id} ${verdict}`);
const cachedIn = (results: readonly CaseResult[]) =>
  results.filter(({ cached }) => cached).map(({ case: { id } }) => id);
/** What is kept, by entry. */
async function kept(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(path.join(cache, 'references')).catch(() => []);
  return Object.fromEntries(
    await Promise.all(entries.map(async (entry) => [entry, await readFile(observationIn(entry), 'utf8')])),
  );
}
const folderOf = (entry: string) => path.join(cache, 'references', entry);
const observationIn = (entry: string) => path.join(folderOf(entry), 'evidence/step-1/observation.json');

test('renewed where it no longer holds, used, and told', async () => {
  const both = ['parse/all', 'parse/help'];
  const same = both.map((id) => `${id} same`);

  const first = await run();
  const [one, other] = Object.entries(await kept()) as [[string, string], [string, string]];
  expect([verdicts(first), cachedIn(first)]).toEqual([same, []]);

  // As if the reference had shown something else that day, and had not been run for the other case.
  const [entry, text] = one;
  await writeFile(observationIn(entry), text.replace('"stdout":', '"stdout": "something else", "was":'));
  await rm(folderOf(other[0]), { recursive: true });
  const second = await run();
  const renewed = await kept();
  expect([verdicts(second), cachedIn(second), Object.keys(renewed)]).toEqual([
    same,
    [],
    expect.arrayContaining([entry, other[0]]),
  ]);
  expect(renewed[entry]).not.toContain('something else');

  const last = await run({ workers: 1 });
  expect([verdicts(last), cachedIn(last), await kept()]).toEqual([same, both, renewed]);
  expect(last.flatMap(({ differences }) => differences)).toEqual([]);
}, 300_000);

test('not used or written with --no-cache', async () => {
  await run();
  const before = await kept();
  expect(Object.keys(before)).not.toEqual([]);
  const argv = ['run', '--case', 'parse/help', '--no-cache', '--json', '--database', 'embedded'];
  const { stdout, stderr } = await execa(
    process.execPath,
    [path.join(root, 'src/cli/main.ts'), ...argv, '--reference', dbt, '--candidate', dbt],
    { cwd: folder, env: { DVT_COMPAT_CACHE: cache }, stdin: 'ignore', reject: false },
  );
  expect(stdout, stderr.slice(-2000)).toContain('"same": 1');
  // In another place, it would be kept under a key of its own.
  expect(await kept()).toEqual(before);
}, 300_000);
