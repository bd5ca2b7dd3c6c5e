import type { Comparator } from '../../compare/comparator.ts';
import { textDeviations } from '../../compare/hunks.ts';

/** What was printed, line by line, on each stream. */
export const compareStdout: Comparator = (reference, candidate) =>
  textDeviations('stdout', 'line', reference.stdout, candidate.stdout);

export const compareStderr: Comparator = (reference, candidate) =>
  textDeviations('stderr', 'line', reference.stderr, candidate.stderr);
