/** Two manifests of 5,000 models that differ in ten places: all ten are found, in little time and memory. */

import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { plant, planted } from '../../fixtures/large/differences.ts';
import { largeManifest, type Stamps, type Tree } from '../../fixtures/large/manifest.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { cleaner } from '../normalise/clean.ts';
import type { Given } from '../normalise/context.ts';
import { keyed } from './keyed.ts';
import { keyedDifferences, structuralDifferences } from './structure.ts';

const start = Date.parse('2026-11-21T06:58:20.500Z');
const project = '/somewhere/w0/trial_cmd_run';
const reference: Stamps = { at: start, invocation: 'f9a8d3ba-9a65-4a9b-acc9-858069e647d4', project };
const candidate: Stamps = { at: start + 4000, invocation: '11111111-9a65-4a9b-acc9-858069e647d4', project };
const given: Given = {
  folders: [[project, '{project}']],
  database: 'compat_3fa9c1d2e4f1',
  window: { start, end: start + 6000 },
};

let root: string;
beforeAll(async () => {
  root = await temporaryFolder('scale');
});

test('5,000 models: all ten found, within 10 seconds of one processor and 1 GiB', async () => {
  const differences = planted(4999);
  await put('reference', largeManifest(5000, reference));
  await put('candidate', plant(largeManifest(5000, candidate), differences));
  const { found, ...took } = await compareInOwnProcess();
  expect(found).toEqual(
    differences.map(({ found: { kind, path } }) => ({ kind, path: `project/target/manifest.json#/${path}` })),
  );
  // Of the processor, not of the wall: the machine may be busy with other things.
  expect(took.cpuSeconds).toBeLessThan(10);
  expect(took.peakMiB).toBeLessThan(1024);
});

test('30 models: found as deep-diff finds them in all of both manifests', () => {
  const clean = (manifest: Tree, { invocation }: Stamps) =>
    cleaner({
      ...given,
      invocations: new Set([invocation]),
      parents: new Map(),
      atOnce: 1,
      skips: false,
    }).value(manifest);
  const r = clean(largeManifest(30, reference), reference);
  const c = clean(plant(largeManifest(30, candidate), planted(29)), candidate);
  const expected = keyedDifferences(keyed(r), keyed(c));
  expect(structuralDifferences(r, c)).toEqual(expected);
  expect(expected.map(({ kind, path }) => ({ kind, path }))).toEqual(planted(29).map(({ found }) => found));
});

async function put(side: string, manifest: Tree): Promise<void> {
  await mkdir(path.join(root, side, 'target'), { recursive: true });
  await writeFile(path.join(root, side, 'target/manifest.json'), JSON.stringify(manifest));
}

interface Outcome {
  readonly found: readonly unknown[];
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

async function compareInOwnProcess(): Promise<Outcome> {
  const program = fileURLToPath(new URL('../../fixtures/large/compare.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, root, JSON.stringify(given)]);
  return JSON.parse(stdout) as Outcome;
}
