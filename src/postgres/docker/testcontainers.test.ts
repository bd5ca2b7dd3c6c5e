/** The Testcontainers provider leaves no container behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../open.ts';
import { dockerEngine } from './docker.ts';

vi.setConfig({ testTimeout: 180_000 });

const image = 'postgres:17-alpine';
const noDocker = (await dockerEngine())
  ? await (await import('./image.ts')).missingImage(image, { say: () => {} })
  : 'Docker is not available';

async function containers(runId: string): Promise<string[]> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const found = await dockerode.listContainers({ all: true, filters: { name: [`dvt-compat-${runId}-`] } });
  return found.map(({ Id }) => Id);
}

test.skipIf(noDocker)(
  `a stopped database has no container${noDocker ? ` (not available: ${noDocker})` : ''}`,
  async () => {
    const db = await openDatabase('testcontainers', { image, cache: '', runId: 'stopped', say: () => {} });
    expect(await containers('stopped')).toHaveLength(1);
    await db.stop();
    expect(await containers('stopped')).toEqual([]);
  },
);

test.skipIf(noDocker)('the container is removed when the process that opened it is killed', async () => {
  const code = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../open.ts', import.meta.url).href)});
    await openDatabase('testcontainers', { image: '${image}', cache: '', runId: 'killed', say: () => {} });
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(await containers('killed')).toHaveLength(1);
  child.kill('SIGKILL');
  await vi.waitFor(async () => expect(await containers('killed')).toEqual([]), {
    timeout: 60_000,
    interval: 200,
  });
});

test.skipIf(noDocker)('an aborted start leaves nothing and rejects with the signal’s reason', async () => {
  const controller = new AbortController();
  const options = { image, cache: '', runId: 'aborted', say: () => {}, signal: controller.signal };
  const settled = openDatabase('testcontainers', options).catch((error) => error);
  await vi.waitFor(async () => expect(await containers('aborted')).toHaveLength(1), {
    timeout: 60_000,
    interval: 10,
  });
  controller.abort(new Error('enough'));
  expect(await settled).toEqual(new Error('enough'));
  expect(await containers('aborted')).toEqual([]);
});
