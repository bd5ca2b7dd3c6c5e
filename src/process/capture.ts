/** Writes the output of a process to files, byte by byte. */
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

interface Capture {
  /** An existing folder. */
  readonly folder: string;
  readonly streams: { readonly stdout: Readable; readonly stderr: Readable };
  /** `over` is called once when both streams together exceed it. */
  readonly limitBytes: number;
  readonly over: () => void;
}

/**
 * Writes both streams to `stdout` and `stderr` and, in order of arrival, to `transcript`.
 * Writes synchronously: an engine prints line by line, and a promise per line takes many times as long as writing it.
 * @returns resolves when both streams have ended and everything is written; rejects when it cannot be written.
 */
export async function capture({ folder, streams, limitBytes, over }: Capture): Promise<void> {
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
        if (before <= limitBytes && bytes > limitBytes) over();
      }),
    );
    await Promise.all(ended);
  } finally {
    // If one could not be written, the other is not read any more, because its file is closed now.
    for (const name of sides) streams[name].destroy();
    for (const file of files) closeSync(file);
  }
}

/** Copies a stream to files until it closes. A stream that fails or is destroyed only closes. */
const copy = (stream: Readable, files: readonly number[], count: (bytes: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    // An empty stream may have closed before, and emits no second event.
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
