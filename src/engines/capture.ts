/** Puts what a process prints into files, byte by byte. */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * Writes both streams to `stdout` and `stderr` and, as they come, to `transcript`.
 * @param folder where to; it exists.
 * @param limit bytes of both together after which `over` is called, once.
 * @returns resolves when both streams have ended and all is on disk; rejects when it cannot be written.
 */
export function capture(
  folder: string,
  streams: { readonly stdout: Readable; readonly stderr: Readable },
  limit: number,
  over: () => void,
): Promise<void> {
  const files = {
    stdout: createWriteStream(path.join(folder, 'stdout')),
    stderr: createWriteStream(path.join(folder, 'stderr')),
    transcript: createWriteStream(path.join(folder, 'transcript')),
  };
  let bytes = 0;
  for (const name of sides) {
    // A stream that fails or is given up only closes, and `pipe` would wait for its end.
    streams[name].on('error', () => undefined).on('close', () => files[name].end());
    streams[name].pipe(files[name]);
    streams[name].pipe(files.transcript, { end: false });
    streams[name].on('data', (chunk: Buffer) => {
      const before = bytes;
      bytes += chunk.length;
      if (before <= limit && bytes > limit) over();
    });
  }
  const both = Promise.all(sides.map((name) => finished(files[name]))).finally(() => files.transcript.end());
  return Promise.all([both, finished(files.transcript)]).then(() => undefined);
}

const sides = ['stdout', 'stderr'] as const;
