/** Asks the server that an engine started: the evidence of the http facet. */
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Answer } from '../../observe/observation.ts';
import { http } from '../../process/node-http.ts';
import { until } from '../../process/until.ts';
import { digestOf } from '../files/tree.ts';

/** For a server to start listening, and for one response. */
const [listenTimeoutMs, responseTimeoutMs] = [30_000, 10_000];
const pollIntervalMs = 50;
/** Bytes up to which a body is part of the observation. */
const textLimit = 64 * 1024;

/**
 * Requests one URL after the other, as soon as the port of one of them accepts connections.
 * @param over aborted when the engine has ended, so that nothing will respond any more.
 */
export async function ask(
  urls: readonly string[],
  over: AbortSignal,
): Promise<Readonly<Record<string, Answer>>> {
  const answers: Record<string, Answer> = {};
  await listening(urls, over);
  for (const url of urls) answers[url] = await answerOf(url);
  return answers;
}

async function answerOf(url: string): Promise<Answer> {
  try {
    const { response, bytes } = await get(url);
    const body = bytes.length <= textLimit ? bytes.toString('utf8') : digestOf(bytes);
    return { status: response.statusCode ?? null, type: response.headers['content-type'] ?? null, body };
  } catch {
    return { status: null, type: null, body: '' };
  }
}

/**
 * Gets one URL and resets the connection as soon as the response is complete. If the server closed it, its port would stay in
 * TIME_WAIT for a minute, and the other side needs the same port next.
 */
const get = (url: string): Promise<{ readonly response: IncomingMessage; readonly bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: responseTimeoutMs }, (response) => {
      const expected = Number(response.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      const chunks: Buffer[] = [];
      let size = 0;
      const end = () => resolve({ response, bytes: Buffer.concat(chunks) });
      const endIfComplete = () => {
        if (size < expected) return;
        end();
        response.socket.resetAndDestroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        endIfComplete();
      });
      endIfComplete(); // the body may be empty
      response.on('end', end);
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });

async function listening(urls: readonly string[], over: AbortSignal): Promise<void> {
  const hosts = new Map(urls.map((url) => [new URL(url).host, url]));
  const look = () =>
    Promise.all([...hosts.values()].map((url) => isTaken(portOf(url), new URL(url).hostname)));
  await until({
    what: `a server at ${[...hosts.keys()].join(', ')}`,
    condition: async () => over.aborted || (await look()).includes(true),
    timeoutMs: listenTimeoutMs,
    pollIntervalMs,
  });
}

/** Whether a port of this machine accepts connections. */
export const isTaken = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host })
      .on('connect', () => {
        resolve(true);
        socket.end();
      })
      .on('error', () => resolve(false));
  });

const portOf = (url: string): number => Number(new URL(url).port);
