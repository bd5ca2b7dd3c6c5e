import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openScratch } from './scratch.ts';

test('two runs have two folders, and a number that is free again is used again', async () => {
  const first = await openScratch();
  const second = await openScratch();
  expect(second.folder).not.toBe(first.folder);
  expect(await readFile(path.join(first.folder, 'pid'), 'utf8')).toBe(String(process.pid));
  await first.close();
  expect(existsSync(first.folder)).toBe(false);
  const third = await openScratch();
  expect(third.slot).toBeLessThanOrEqual(first.slot);
  await Promise.all([second.close(), third.close()]);
});

test('what a killed run left is removed by the next', async () => {
  const code = `const { openScratch } = await import(${JSON.stringify(new URL('./scratch.ts', import.meta.url).href)});
    console.log((await openScratch()).folder); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
  const left = String((await once(child.stdout, 'data'))[0]).trim();
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(existsSync(left)).toBe(true);
  const scratch = await openScratch();
  expect(existsSync(left) && scratch.folder !== left).toBe(false);
  await scratch.close();
});
