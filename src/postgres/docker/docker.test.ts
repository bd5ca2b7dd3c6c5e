import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { dockerEngine } from './docker.ts';

const statusAt = async (status: number, use: (address: string) => Promise<void>) => {
  const folder = await temporaryFolder('docker');
  const server = http.createServer((request, response) => {
    response.statusCode = request.url === '/_ping' ? status : 404;
    response.end();
  });
  const socket = path.join(folder, 'engine.sock');
  await once(server.listen(socket), 'listening');
  await use(`unix://${socket}`).finally(() => server.close());
  await rm(folder, { recursive: true });
};

test('the engine the user configured is found first', () =>
  statusAt(200, async (address) => {
    expect(await dockerEngine({ DOCKER_HOST: address })).toBe(address);
  }));

test('a server that is no Docker engine is not taken for one', () =>
  statusAt(403, async (address) => {
    expect(await dockerEngine({ DOCKER_HOST: address })).not.toBe(address);
  }));

test('no engine is found at an address without a server, or at an invalid one', async () => {
  for (const address of ['unix:///no/such.sock', 'tcp://127.0.0.1:1', 'ssh://host', 'nonsense'])
    expect(await dockerEngine({ DOCKER_HOST: address })).not.toBe(address);
});
