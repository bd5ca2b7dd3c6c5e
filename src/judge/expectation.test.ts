import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deviation } from '../compare/difference.ts';
import { expecting, readExpectations } from './expectation.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'expectations-'));
});
afterEach(() => rm(folder, { recursive: true }));

const entry = `
  - id: banner
    status: known
    reason: It prints a banner of its own.
    facet: stdout
    kind: line-added
    cases: ["run/*"]
    candidate: "^DVT "
`;
const write = (text: string, name = 'dvt.yaml') => writeFile(path.join(folder, name), text);
const read = (candidate = 'dvt-core==0.2.28') => readExpectations(folder, candidate);
const banner: Deviation = {
  facet: 'stdout',
  kind: 'line-added',
  path: 'after line 1',
  candidate: 'DVT 0.2.28',
};

test('an entry covers what every key of it matches', async () => {
  await write(`candidate: "dvt-core==0.2.*"\nexpectations:${entry}`);
  const expect_ = expecting(await read());
  expect(expect_('run/all', banner)).toBe('banner');
  expect(expect_('test/all', banner)).toBeUndefined();
  expect(expect_('run/all', { ...banner, candidate: 'Running DVT' })).toBeUndefined();
  expect(expect_('run/all', { ...banner, facet: 'stderr' })).toBeUndefined();
  expect(expect_('run/all', { ...banner, kind: 'line-missing' })).toBeUndefined();
});

test('a file speaks of the candidates it names', async () => {
  await write(`candidate: "dvt-core==0.2.*"\nexpectations:${entry}`);
  expect(await read('dbt-core==1.12.6')).toEqual([]);
});

test.each([
  ['an unknown key', `candidate: "*"\nexpectations:${entry}    colour: red\n`, /colour/],
  [
    'a kind that does not exist',
    `candidate: "*"\nexpectations:${entry.replace('line-added', 'line-lost')}`,
    /kind/,
  ],
  [
    'no reason',
    `candidate: "*"\nexpectations:${entry.replace('It prints a banner of its own.', '""')}`,
    /reason/,
  ],
  [
    'a pattern that is none',
    `candidate: "*"\nexpectations:${entry.replace('^DVT ', '(')}`,
    /regular expression/,
  ],
  ['the same id twice', `candidate: "*"\nexpectations:${entry}${entry}`, /unique/],
])('%s is refused, naming the file', async (_, text, why) => {
  await write(text);
  await expect(read()).rejects.toMatchObject({
    name: 'Problem',
    why: expect.stringMatching(why),
    remedy: expect.stringContaining('dvt.yaml'),
  });
});
