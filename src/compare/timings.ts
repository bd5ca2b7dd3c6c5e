/** Durations of cases in earlier runs: the longest start first, so that no worker waits for a single long case at the end. */
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../files/atomic.ts';

export interface Timings {
  /** Seconds of the last run of a case; undefined if there was none. */
  secondsOf(id: string): number | undefined;
  note(id: string, seconds: number): void;
  /** Adds what was noted to the file. If two runs end at the same time, one may be lost, which only affects the order. */
  save(): Promise<void>;
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
    save: async () => {
      if (Object.keys(noted).length === 0) return;
      const text = JSON.stringify({ ...(await read(file)), ...noted });
      await writeAtomically(file, text).catch(() => undefined); // a full disk must not fail the run
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
