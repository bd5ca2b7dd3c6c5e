/** What the benchmark hands to the programs it measures, on their stdin, and what they answer with, on stdout. */

import type { Case } from '../../src/cases/case.ts';
import type { Config } from '../../src/config/config.ts';
import type { Measurement } from './schema.ts';

/** What is measured, whichever way it is run. */
export interface Subject {
  /** Folder with `projects/`, `suites/expectations/` and `package.json`. */
  readonly root: string;
  readonly config: Config;
  /** Names or specs of the engines. */
  readonly reference: string;
  readonly candidate: string;
  readonly cases: readonly Case[];
}

export interface Job extends Subject {
  /** Cases at once; the naive script knows only one. */
  readonly workers: number;
  /** Folder that receives evidence and reports. */
  readonly out: string;
}

/** Answer of ours.ts: everything but the seconds from its start to its end, which only its parent sees. */
export type OursAnswer = Omit<Measurement, 'seconds'>;

/** Answer of naive.ts. */
export interface NaiveAnswer {
  /** Seconds of all engine commands together, each from its start to its end. */
  readonly seconds: number;
}
