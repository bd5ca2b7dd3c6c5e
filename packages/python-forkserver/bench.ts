/**
 * Prints what a start of a console script takes normally and forked: medians, in milliseconds.
 *
 *     node bench.ts PYTHON SCRIPT [argument...]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { openForkServer } from './fork-server.ts';

const rounds = 5;
const [python = '', script = '', ...argv] = process.argv.slice(2);
const folder = await mkdtemp(path.join(os.tmpdir(), 'fork-bench-'));
const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', HOME: folder, STEP: 'bench' };
const learned = path.join(folder, 'learned.json');
const server = await openForkServer({ name: script, python, script, env, folder, learned, marker: 'STEP' });
const refused = await server.ready;
if (refused) throw new Error(refused.refused);

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(start: () => unknown): Promise<number | undefined> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await start();
    taken.push(performance.now() - began);
  }
  return median(taken);
}

const normally = await measure(() => spawnSync(script, argv, { env, cwd: folder }));
const forked = await measure(async () => {
  const step = await server.fork({ argv, cwd: folder, env, many: true });
  if ('refused' in step) throw new Error(step.refused);
  await Promise.all([text(step.stdout), text(step.stderr), step.ended]);
});
console.error(`started ${normally?.toFixed()} ms, forked ${forked?.toFixed()} ms`);
await server.close();
await rm(folder, { recursive: true });
