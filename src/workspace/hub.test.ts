import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { anyFreePort } from '../postgres/port.ts';
import { withHub } from './hub.ts';

const port = await anyFreePort();
const url = `http://127.0.0.1:${port}`;

async function project(): Promise<string> {
  const folder = await temporaryFolder('hub');
  await mkdir(path.join(folder, 'hub/files/candles-1.0.0'), { recursive: true });
  await writeFile(path.join(folder, 'hub/index.json'), '["shop/candles"]');
  await writeFile(path.join(folder, 'hub/files/candles-1.0.0/dbt_project.yml'), 'name: candles');
  await writeFile(path.join(folder, 'secret.txt'), 'not of the hub');
  return folder;
}

test('serves files, and archives of folders', async () => {
  const folder = await project();
  const [index, archive] = await withHub(folder, port, async () => [
    await (await fetch(`${url}/index.json`)).text(),
    Buffer.from(await (await fetch(`${url}/files/candles-1.0.0.tar.gz`)).arrayBuffer()),
  ]);
  expect(index).toBe('["shop/candles"]');
  const { stdout } = await execa('tar', ['-tzf', '-'], { input: archive as Buffer });
  expect(stdout.split('\n')).toEqual(['candles-1.0.0/', 'candles-1.0.0/dbt_project.yml']);
});

test('has nothing but the hub, and ends with what it was for', async () => {
  const folder = await project();
  const status = async (name: string) => (await fetch(`${url}/${name}`)).status;
  const found = await withHub(folder, port, async () => [
    await status('no-such.json'),
    await status('%2e%2e/secret.txt'),
    await status('..%2fsecret.txt'),
    await status('no-such.tar.gz'),
  ]);
  expect(found).toEqual([404, 404, 404, 404]);
  await expect(fetch(`${url}/index.json`)).rejects.toThrow();
});

test('without a port there is no hub', async () =>
  expect(await withHub('/nowhere', undefined, async () => 1)).toBe(1));
