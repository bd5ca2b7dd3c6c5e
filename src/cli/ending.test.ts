/** Signals as a process of its own meets them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const ending = fileURLToPath(new URL('ending.ts', import.meta.url));

/** A program that takes two seconds to end its engines, then as long for its reports. */
const program = `
  import { stopOnSignals } from ${JSON.stringify(ending)};
  const { signal, enginesEnded } = stopOnSignals();
  console.log('ready');
  const alive = setInterval(() => {}, 1000);
  signal.addEventListener('abort', () => {
    setTimeout(() => { console.log('ended'); enginesEnded(); }, 2000);
    setTimeout(() => { console.log('reports'); clearInterval(alive); }, 4000);
  });`;

/** Sends signals, each so many milliseconds after the one before. */
async function signalled(pauses: readonly number[]) {
  const child = execa(process.execPath, ['--input-type=module', '-e', program], {
    reject: false,
    stdin: 'ignore',
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  for (const pause of pauses) {
    await sleep(pause);
    child.kill('SIGINT');
  }
  const { stdout, exitCode } = await child;
  return { said: stdout.split('\n').slice(1), exitCode };
}

test('one signal: everything in peace', async () =>
  expect(await signalled([0])).toEqual({ said: ['ended', 'reports'], exitCode: 0 }));

test('the same signal passed on by npm is no second one', async () =>
  expect(await signalled([0, 100])).toEqual({ said: ['ended', 'reports'], exitCode: 0 }));

test('a second one ends it as soon as nothing of ours runs, and not before', async () =>
  expect(await signalled([0, 1_000])).toEqual({ said: ['ended'], exitCode: 130 }));

test('a second one while reports are written ends it at once', async () =>
  expect(await signalled([0, 3_000])).toEqual({ said: ['ended'], exitCode: 130 }));
