import os from 'node:os';
import path from 'node:path';
import fs from 'fs-extra';
import { beforeEach, expect, test } from 'vitest';
import { option } from '../../../fixtures/plan/option.ts';
import { exampleRunData as data } from '../../../fixtures/reports/run.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { aloneCases } from '../../cases/options/alone.ts';
import type { TestedOption } from '../../cases/options/option-tests.ts';
import { pairCases } from '../../cases/options/pairs.ts';
import { loadSuites } from '../../cases/suites.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { flagCoverage } from '../coverage.ts';
import type { RunData } from '../run.ts';
import { keepRun, readRun, runFile } from './run-json.ts';

const root = path.resolve(import.meta.dirname, '../../..');

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('run-json');
});
const written = async (run: RunData) => {
  await keepRun(folder, run);
  return readRun(folder);
};

test('what was written is read', async () => {
  expect(await written(data)).toEqual(data);
  const shard = { index: 1, of: 2, selected: ['run/same'] };
  expect(await written({ ...data, shard, interrupted: true })).toEqual({
    ...data,
    shard,
    interrupted: true,
  });
});

test('a difference keeps the node that it is about: causes found again from the file need it', async () => {
  const node = 'model.shop.orders';
  const results = data.results.map((result) => ({
    ...result,
    differences: result.differences.map((one) => ({ ...one, node })),
  }));
  const read = (await written({ ...data, results })).results.flatMap(({ differences }) => differences);
  expect(read.length).toBeGreaterThan(0);
  expect(read.map((one) => 'node' in one && one.node)).toEqual(read.map(() => node));
});

test('every case there is can be read again, whatever its steps and however it came about', async () => {
  const suites = await loadSuites(root);
  const defaults = { project: 'shop', state: 'seeded' };
  const options = ['--one', '--other'].map(
    (name): TestedOption => ({ name, own: true, option: option(name, { negatives: ['--no'] }), test: {} }),
  );
  const generated = [
    ...options.flatMap((one) => aloneCases('run', defaults, { argv: 'run' }, one)),
    ...pairCases('run', defaults, { base: { argv: 'run' } }, options),
  ];
  const cases = [...suites.flatMap((suite) => suite.cases), ...generated];
  const results = cases.map(
    (one): CaseResult => ({
      case: one,
      verdict: 'same',
      seconds: { reference: 1, candidate: 1 },
      differences: [],
    }),
  );
  expect(cases.length).toBeGreaterThan(200);
  expect((await written({ ...data, results })).results).toEqual(results);
});

test('of the test of an option only what coverage counts is kept', async () => {
  const option_ = option('--output', { takes: 'TEXT', variables: ['DBT_OUTPUT'] });
  const tested = { values: ['json', 'name'], with: '--quiet', noEffect: { why: 'it does nothing here' } };
  const planned = {
    command: 'list',
    options: [{ name: '--output', own: true, option: option_, test: tested }],
  } as const;
  const results = aloneCases(
    'list',
    { project: 'shop', state: 'seeded' },
    { argv: 'list' },
    planned.options[0],
  )
    .slice(0, 2)
    .map((one): CaseResult => ({ ...(data.results[0] as CaseResult), case: one, effect: true }));
  const { options } = await written({ ...data, options: [planned] });
  const [kept] = options;
  expect(kept?.options[0]?.test).toEqual({ values: ['json', 'name'] });
  expect(kept && flagCoverage(kept, results)).toEqual(flagCoverage(planned, results));
});

test('what is private is not in it', async () => {
  const reference = { ...data.reference, spec: `path:${os.homedir()}/dvt` };
  const candidate = { ...data.candidate, spec: 'git+https://me:token@host/dvt' };
  expect(await written({ ...data, reference, candidate })).toMatchObject({
    reference: { spec: 'path:~/dvt' },
    candidate: { spec: 'git+https://***@host/dvt' },
  });
});

test.each([
  ['no file', undefined, /ENOENT/],
  ['invalid JSON', '{', /Invalid JSON/],
  ['a key less', JSON.stringify({ ...data, results: undefined }), /results/],
  ['a key more', JSON.stringify({ ...data, secret: 1 }), /secret/],
])('%s: a clear error', async (_, text, why) => {
  if (text !== undefined) await fs.writeFile(path.join(folder, runFile), text);
  await expect(readRun(folder)).rejects.toMatchObject({ kind: 'usage', why: expect.stringMatching(why) });
});

test('of a run of another version the beginning of what is wrong is said', async () => {
  const results = data.results.map((one) => ({ ...one, verdict: 'odd', differences: 1 }));
  await fs.writeFile(path.join(folder, runFile), JSON.stringify({ ...data, results }));
  const { why } = (await readRun(folder).catch((error: { why: string }) => error)) as { why: string };
  expect(why).toMatch(
    /^It is damaged, or was written by another version of dvt-compat\.\n[\s\S]*… and \d+ more lines$/,
  );
  expect(why.split('\n').length).toBeLessThan(12);
});
