/** Puts what a process prints into files, byte by byte. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

/**
 * Writes both streams to `stdout` and `stderr` and, as they come, to `transcript`.
 * Writes at once, without promises: an engine prints line by line, and each would cost many times what the writing does.
 * @param folder where to; it exists.
 * @param limit bytes of both together after which `over` is called, once.
 * @returns resolves when both streams have ended and all is written; rejects when it cannot be.
 */
export async function capture(
  folder: string,
  streams: { readonly stdout: Readable; readonly stderr: Readable },
  limit: number,
  over: () => void,
): Promise<void> {
  const files: number[] = [];
  const open = (name: string) => {
    files.push(openSync(path.join(folder, name), 'w'));
    return files.at(-1) as number;
  };
  try {
    const transcript = open('transcript');
    let bytes = 0;
    const ended = sides.map((name) =>
      copy(streams[name], [open(name), transcript], (size) => {
        const before = bytes;
        bytes += size;
        if (before <= limit && bytes > limit) over();
      }),
    );
    await Promise.all(ended);
  } finally {
    // Where one could not be written, nothing is taken from the other any more: its file closes now.
    for (const name of sides) streams[name].destroy();
    for (const file of files) closeSync(file);
  }
}

/** Copies a stream into files until it closes. A stream that fails or is given up only closes. */
const copy = (stream: Readable, files: readonly number[], count: (bytes: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    // An empty one may have closed before anybody came to read it, and will not say so again.
    if (stream.closed) resolve();
    stream.on('error', () => undefined).on('close', resolve);
    stream.on('data', (chunk: Buffer) => {
      try {
        for (const file of files) writeAll(file, chunk);
        count(chunk.length);
      } catch (error) {
        reject(error);
        stream.destroy();
      }
    });
  });

function writeAll(file: number, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
}

const sides = ['stdout', 'stderr'] as const;
