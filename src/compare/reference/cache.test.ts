import { mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import type { Observation } from '../../observe/observation.ts';
import type { StepObservation } from '../run-side.ts';
import { openReferenceCache } from './cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('references');
});

const at = (name: string) => path.join(folder, name);
const cacheOf = (limitMiB = 10) => openReferenceCache(at('cache'), limitMiB);
const entries = () => readdir(at('cache')).catch(() => []);

/** Evidence of one step as a run leaves it. */
async function run(stdout: string, size = 0): Promise<readonly StepObservation[]> {
  const observation = { stdout, exit: { code: 0 } } as Observation;
  const evidence = at(`evidence of ${stdout}`);
  await mkdir(path.join(evidence, 'step-2'), { recursive: true });
  await writeFile(path.join(evidence, 'step-2/stdout'), stdout.padEnd(size));
  await writeFile(path.join(evidence, 'step-2/observation.json'), JSON.stringify(observation));
  const context = { folders: [], database: 'compat_a', window: { start: 1, end: 2 } };
  return [{ step: 1, observation, context }];
}

test('what was kept is found, with its evidence in place', async () => {
  const steps = await run('hello');
  await cacheOf().keep('key', at('evidence of hello'), steps);
  expect(await cacheOf().find('key', at('again'))).toEqual(steps);
  expect(await readFile(at('again/step-2/stdout'), 'utf8')).toBe('hello');
});

test('what was not kept is not found, and leaves no evidence', async () => {
  expect(await cacheOf().find('key', at('again'))).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

test.each(['steps.json', 'evidence/step-2/observation.json'])(
  'an entry with a cut %s counts as none',
  async (file) => {
    await cacheOf().keep('key', at('evidence of hello'), await run('hello'));
    await truncate(at(`cache/key/${file}`), 9);
    expect(await cacheOf().find('key', at('again'))).toBeUndefined();
    expect(await readdir(folder)).not.toContain('again');
  },
);

test('the later of two replaces the earlier, and many at once leave one whole entry', async () => {
  await cacheOf().keep('key', at('evidence of a'), await run('a'));
  await cacheOf().keep('key', at('evidence of b'), await run('b'));
  expect((await cacheOf().find('key', at('again')))?.[0]?.observation.stdout).toBe('b');
  const all = await Promise.all(['c', 'd', 'e', 'f'].map(run));
  await Promise.all(
    ['c', 'd', 'e', 'f'].map((name, n) => cacheOf().keep('key', at(`evidence of ${name}`), all[n] as never)),
  );
  expect(await entries()).toEqual(['key']);
  expect('cdef').toContain((await cacheOf().find('key', at('third')))?.[0]?.observation.stdout);
});

test('beyond its room the entries used longest ago go', async () => {
  const third = 400 * 1024;
  for (const [name, minutes] of [
    ['old', 2],
    ['older', 3],
    ['new', 1],
  ] as const) {
    await cacheOf().keep(name, at(`evidence of ${name}`), await run(name, third));
    const when = new Date(Date.now() - minutes * 60_000);
    await utimes(at(`cache/${name}`), when, when);
  }
  await cacheOf(1).prune();
  expect((await entries()).toSorted()).toEqual(['new', 'old']);
  // Being found counts as use.
  await cacheOf().find('old', at('again'));
  await cacheOf(0.5).prune();
  expect(await entries()).toEqual(['old']);
});

test('what a killed run left half-way goes after an hour, not before', async () => {
  await mkdir(at('cache/.key.0123456789ab.unfinished'), { recursive: true });
  await cacheOf().prune();
  expect(await entries()).toEqual(['.key.0123456789ab.unfinished']);
  const when = new Date(Date.now() - 2 * 3_600_000);
  await utimes(at('cache/.key.0123456789ab.unfinished'), when, when);
  await cacheOf().prune();
  expect(await entries()).toEqual([]);
});
