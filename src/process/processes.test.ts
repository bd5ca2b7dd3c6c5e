import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readCommandLine, readPeakMemory, readProcess, readProcessorTime } from './processes.ts';

const burn =
  'const used = () => { const { user, system } = process.cpuUsage(); return user + system; };' +
  'for (const start = used(); used() - start < 300_000; );';

/** Starts a Node that runs `script` and then idles; resolves once it idles. */
async function idling(script: string): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '-e', `${script}; console.log('idle'); setInterval(() => {}, 1e6)`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid as number;
}

test('the processor time of a process is its own', async () => {
  const pid = await idling(burn);
  const time = readProcessorTime(pid);
  expect(time?.own).toBeGreaterThanOrEqual(0.29);
  expect(time?.own).toBeLessThan(10);
  expect(time?.waited).toBe(0);
});

test('the time of a child is counted apart, once it was waited for', async () => {
  const pid = await idling(
    `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(burn)}])`,
  );
  const time = readProcessorTime(pid);
  expect(time?.waited).toBeGreaterThanOrEqual(0.29);
  expect(time?.own).toBeLessThan(time?.waited as number);
});

test('the peak of memory stays after the memory is gone', async () => {
  const much = 200 * 2 ** 20;
  const pid = await idling(`let much = Buffer.alloc(${much}, 1); much = undefined; gc()`);
  await vi.waitFor(() => expect(readProcess(pid)?.resident).toBeLessThan(much));
  expect(readPeakMemory(pid)).toBeGreaterThan(much);
});

test('a command line is read argument by argument', async () => {
  expect(readCommandLine(await idling('/* two  words */'))[3]).toMatch(/^\/\* two {2}words \*\/; console/);
});

test('nothing is known of a process that is gone', async () => {
  const child = spawn('/bin/true');
  await once(child, 'close');
  const pid = child.pid as number;
  expect([readProcessorTime(pid), readPeakMemory(pid), readCommandLine(pid)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
});
