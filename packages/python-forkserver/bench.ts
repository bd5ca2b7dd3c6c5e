/**
 * Compares how long a console script takes if it is started normally and if it is forked: medians, in milliseconds.
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
const unusable = await server.ready;
if (unusable) throw new Error(unusable.refused);

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(run: () => unknown): Promise<number | undefined> {
  const durations: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await run();
    durations.push(performance.now() - started);
  }
  return median(durations);
}

const normal = await measure(() => spawnSync(script, argv, { env, cwd: folder }));
const forked = await measure(async () => {
  // Many: the server computes in advance what it can, as for a long run.
  const forkedStep = await server.fork({ argv, cwd: folder, env, many: true });
  if ('refused' in forkedStep) throw new Error(forkedStep.refused);
  await Promise.all([text(forkedStep.stdout), text(forkedStep.stderr), forkedStep.ended]);
});
console.error(`normal ${normal?.toFixed()} ms, forked ${forked?.toFixed()} ms`);
await server.close();
await rm(folder, { recursive: true });
