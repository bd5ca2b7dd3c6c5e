/** Durations of cases in earlier runs: the longest start first, so that no worker waits for a single long case at the end. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Timings {
  /** Seconds of the last run of a case; undefined if there was none. */
  secondsOf(id: string): number | undefined;
  note(id: string, seconds: number): void;
  /** Adds what was noted to the file. If two runs end at the same time, one may be lost, which only affects the order. */
  keep(): Promise<void>;
}

/** @param file JSON: seconds by case id; may be missing or invalid. */
export async function readTimings(file: string): Promise<Timings> {
  const known = await read(file);
  const noted: Record<string, number> = {};
  return {
    secondsOf: (id) => known[id],
    note: (id, seconds) => {
      noted[id] = Math.round(seconds * 100) / 100;
    },
    keep: async () => {
      if (Object.keys(noted).length === 0) return;
      const temporary = `${file}.${randomBytes(6).toString('hex')}`;
      try {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(temporary, JSON.stringify({ ...(await read(file)), ...noted }));
        await rename(temporary, file);
      } catch {
        await rm(temporary, { force: true });
      }
    },
  };
}

async function read(file: string): Promise<Readonly<Record<string, number>>> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    const entries = Object.entries(found ?? {}).filter(([, seconds]) => typeof seconds === 'number');
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
