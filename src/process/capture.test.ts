import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { capture } from './capture.ts';

async function place() {
  const folder = await temporaryFolder('capture');
  return folder;
}

/** Both ends of a connection, as a step and we hold one. */
async function connection(folder: string, name: string) {
  const server = createServer().listen(path.join(folder, name));
  const theirs = connect(path.join(folder, name));
  const [ours] = (await once(server, 'connection')) as [Socket];
  server.close();
  return { ours, theirs };
}

test('what was written before anybody listens is kept, and an empty stream that has closed by then is not waited for', async () => {
  const folder = await place();
  const [full, empty] = await Promise.all(['a', 'b'].map((name) => connection(folder, name)));
  if (!full || !empty) throw new Error('two connections');
  full.theirs.end('text');
  empty.theirs.end();
  // A socket that has nothing to give says so when asked, and closes.
  empty.ours.read(0);
  await once(empty.ours, 'close');

  await capture({
    folder,
    streams: { stdout: full.ours, stderr: empty.ours },
    limitBytes: 100,
    over: () => undefined,
  });

  expect(await readFile(path.join(folder, 'stdout'), 'utf8')).toBe('text');
  expect(await readFile(path.join(folder, 'stderr'), 'utf8')).toBe('');
});
