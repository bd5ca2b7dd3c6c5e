/** Real servers, real ports: what is asked while something serves, and who is told to end. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { anyFreePort } from '../postgres/port.ts';
import { whileServing } from './serving.ts';

const nowhere = { project: '/nowhere', port: 0, untilRuns: async () => undefined };

/** Python's own server, which is what engines use. */
const serve = async (port: number) => {
  const cwd = await temporaryFolder('serve');
  const server = execa('python3', ['-m', 'http.server', String(port), '--bind', '127.0.0.1'], {
    cwd,
    reject: false,
  });
  return { server };
};

test('asks each URL once somebody listens', async () => {
  const port = await anyFreePort();
  const requests = [`http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/nothing`];
  const [, answers] = await whileServing({ engine: [], requests }, nowhere, async (meanwhile) => {
    const { server } = await serve(port);
    await meanwhile?.(new AbortController().signal);
    server.kill();
    await server;
  });
  expect(answers?.[requests[0] as string]).toMatchObject({
    status: 200,
    type: expect.stringMatching('text/html'),
  });
  expect(answers?.[requests[1] as string]).toMatchObject({ status: 404 });
});

test('the port can be taken again at once, by a server that does not insist', async () => {
  const port = await anyFreePort();
  const url = `http://127.0.0.1:${port}/`;
  const cwd = await temporaryFolder('serve');
  const once = async () => {
    const [, answers] = await whileServing(
      { engine: [], requests: [url, `${url}empty`] },
      nowhere,
      async (meanwhile) => {
        // As the servers of engines: without SO_REUSEADDR.
        const code = `import http.server as h, os, socketserver as s\nos.makedirs('empty', exist_ok=True)\ns.TCPServer(("127.0.0.1", ${port}), h.SimpleHTTPRequestHandler).serve_forever()`;
        const server = execa('python3', ['-c', code], { cwd, reject: false });
        await meanwhile?.(new AbortController().signal);
        server.kill();
        await server;
      },
    );
    return answers?.[url]?.status;
  };
  expect(await once()).toBe(200);
  expect(await once()).toBe(200);
});

test('nobody serves: no answer, and no waiting once it has ended', async () => {
  const requests = [`http://127.0.0.1:${await anyFreePort()}/`];
  const [, answers] = await whileServing({ engine: [], requests }, nowhere, async (meanwhile) =>
    meanwhile?.(AbortSignal.abort()),
  );
  expect(answers).toEqual({ [requests[0] as string]: { status: null, type: null, body: '' } });
});

test('holds a port, and gives it back', async () => {
  const port = await anyFreePort();
  const listen = () =>
    new Promise((resolve, reject) => {
      const server = createServer().listen(port, '127.0.0.1', () => server.close(resolve));
      server.on('error', reject);
    });
  const [taken] = await whileServing({ engine: [], busy: true }, { ...nowhere, port }, () =>
    listen().catch((error) => error.code),
  );
  expect(taken).toBe('EADDRINUSE');
  await listen();
});

test('a step that is to be interrupted is let be until the database runs its statement', async () => {
  const seen: string[] = [];
  const untilRuns = async (text: string) => {
    await sleep(20);
    seen.push(text);
  };
  await whileServing({ engine: [], interrupt: 'pg_sleep' }, { ...nowhere, untilRuns }, async (meanwhile) =>
    meanwhile?.(new AbortController().signal).then(() => seen.push('interrupted')),
  );
  expect(seen).toEqual(['pg_sleep', 'interrupted']);
});
