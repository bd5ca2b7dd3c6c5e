/** The http facet: what a server that the engine started answers. */
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../observe/observation.ts';
import { http } from '../../process/node-http.ts';
import { digestOf } from '../files/tree.ts';

/** Milliseconds in which a server must begin to listen. */
const patience = 30_000;
/** Milliseconds in which it must have answered. */
const haste = 10_000;
/** Bytes up to which a body is part of the observation. */
const textLimit = 64 * 1024;

/**
 * Asks one URL after the other, once somebody listens where one of them points to.
 * @param over nobody will answer any more.
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
 * Gets one URL and cuts the connection as soon as all is there. Were it closed by the server, as these do, its port would be
 * kept from the next one that wants it for a minute, and the other side is next.
 */
const get = (url: string): Promise<{ readonly response: IncomingMessage; readonly bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: haste }, (response) => {
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
      endIfComplete(); // there may be nothing to come
      response.on('end', end);
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('too late')));
    request.on('error', reject);
  });

async function listening(urls: readonly string[], over: AbortSignal): Promise<void> {
  const places = new Map(urls.map((url) => [new URL(url).host, url]));
  const look = () =>
    Promise.all([...places.values()].map((url) => isTaken(portOf(url), new URL(url).hostname)));
  for (const until = Date.now() + patience; Date.now() < until && !over.aborted; await sleep(50))
    if ((await look()).includes(true)) return;
}

/** Whether somebody listens on a port of this machine. */
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
