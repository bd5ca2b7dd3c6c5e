/** How long cases took in earlier runs: the longest are started first, so that no worker waits for the last one alone. */
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../files/atomic.ts';

export interface Timings {
  /** Seconds a case took when it was last run; undefined when it never was. */
  secondsOf(id: string): number | undefined;
  note(id: string, seconds: number): void;
  /** Writes what was noted beside what is there. Of two runs that end at once one may be lost: it costs a worse order. */
  keep(): Promise<void>;
}

/** @param file JSON: seconds by case id; need not be there, nor be valid. */
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
