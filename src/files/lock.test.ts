import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { lock, tryLock } from './lock.mjs';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder('lock');
  file = path.join(folder, 'missing/test.lock');
});

/** Another process that holds the lock until its stdin is closed. */
async function holder() {
  const code = `
    const { tryLock } = await import(${JSON.stringify(new URL('lock.mjs', import.meta.url).href)});
    console.log(Boolean(tryLock(${JSON.stringify(file)})));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  expect(String((await once(child.stdout, 'data'))[0])).toBe('true\n');
  return child;
}

test('is held by one at a time, also within a process', () => {
  const release = tryLock(file);
  expect(tryLock(file)).toBeUndefined();
  release?.();
  expect(tryLock(file)).toBeDefined();
});

test('leaves no file behind', async () => {
  tryLock(file)?.();
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('is free once its owner is killed', async () => {
  const child = await holder();
  expect(tryLock(file)).toBeUndefined();
  process.kill(child.pid as number, 'SIGKILL');
  const release = await lock(file);
  expect(tryLock(file)).toBeUndefined();
  release();
});

test('is free once its owner is killed, also if the parent of that process does not wait for it', async () => {
  const code = `
    const { tryLock } = await import(${JSON.stringify(new URL('lock.mjs', import.meta.url).href)});
    setInterval(() => {}, 1000);
    if (tryLock(${JSON.stringify(file)})) console.log(process.pid);`;
  const script = '"$0" --input-type=module -e "$1" & exec sleep 600';
  const parent = spawn('sh', ['-c', script, process.execPath, code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number((await once(parent.stdout, 'data'))[0]);
  process.kill(pid, 'SIGKILL');
  (await lock(file))();
  expect(await readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
  parent.kill();
});

test('is released when its owner exits', async () => {
  const child = await holder();
  child.stdin.end();
  await once(child, 'close');
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('waits for its owner, and names it', async () => {
  const child = await holder();
  const holders: unknown[] = [];
  const release = await lock(file, {
    waiting: ({ pid }) => {
      holders.push(pid);
      child.stdin.end();
    },
  });
  expect(new Set(holders)).toEqual(new Set([child.pid]));
  release();
});

test('a wait is abandoned with the reason of the signal', async () => {
  tryLock(file);
  const controller = new AbortController();
  const waiting = () => controller.abort(new Error('enough'));
  await expect(lock(file, { waiting, signal: controller.signal })).rejects.toThrow('enough');
});

const elsewhere = [
  ['an owner on another host', JSON.stringify({ host: 'elsewhere', pid: 1 })],
  ['an owner that did not write its name', ''],
  ['a text of another version', 'host 1 2'],
] as const;

test.each(elsewhere)('%s holds it while it updates the file', async (_, text) => {
  await mkdir(path.dirname(file));
  await writeFile(file, text);
  expect(tryLock(file)).toBeUndefined();
  const longAgo = new Date(Date.now() - 61_000);
  await utimes(file, longAgo, longAgo);
  expect(tryLock(file)).toBeDefined();
});

test('an abandoned lock folder of an earlier version is removed', async () => {
  await mkdir(file, { recursive: true });
  expect(tryLock(file)).toBeUndefined();
  const longAgo = new Date(Date.now() - 61_000);
  await utimes(file, longAgo, longAgo);
  expect(tryLock(file)).toBeDefined();
});

test('another process with the id of a dead owner does not hold it', async () => {
  const child = await holder();
  const text = await readFile(file, 'utf8');
  child.stdin.end();
  await once(child, 'close');
  const { started } = JSON.parse(text) as { started: string };
  await writeFile(file, JSON.stringify({ ...JSON.parse(text), pid: process.pid, started: `${started}0` }));
  expect(tryLock(file)).toBeDefined();
});

test('of many processes that find a dead owner, one gets it', async () => {
  const dead = await holder();
  process.kill(dead.pid as number, 'SIGKILL');
  await once(dead, 'close');
  const code = `
    const { tryLock } = await import(${JSON.stringify(new URL('lock.mjs', import.meta.url).href)});
    process.stdin.once('data', () => console.log(tryLock(${JSON.stringify(file)}) ? 'held' : 'free'));
    process.stdin.on('end', () => process.exit());
    console.log('ready');`;
  const start = () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  const children = Array.from({ length: 6 }, start);
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  for (const child of children) child.stdin.write('go\n');
  const answers = await Promise.all(
    children.map(async (child) => String((await once(child.stdout, 'data'))[0])),
  );
  expect(answers.filter((answer) => answer === 'held\n')).toHaveLength(1);
  for (const child of children) child.stdin.end();
});
