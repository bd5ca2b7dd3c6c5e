/** Compares two normalised observations of one step, facet by facet. */
import type { Normalised } from '../normalise/normalise.ts';
import { compareArtifacts } from './artifacts.ts';
import type { Comparator } from './comparator.ts';
import { compareStderr, compareStdout } from './console.ts';
import { compareDatabase } from './database.ts';
import type { Deviation } from './difference.ts';
import { compareEvents } from './events.ts';
import { compareExit } from './exit.ts';
import { compareFiles } from './files.ts';
import { compareHttp } from './http.ts';
import { compareInterface } from './interface.ts';
import { compareSql } from './sql.ts';
import { compareStatements } from './statements.ts';

/** Every comparator. A new one is one file and one line here. */
export const comparators: readonly Comparator[] = [
  compareExit,
  compareStdout,
  compareStderr,
  compareEvents,
  compareFiles,
  compareArtifacts,
  compareSql,
  compareStatements,
  compareDatabase,
  compareHttp,
  compareInterface,
];

export const compare = (reference: Normalised, candidate: Normalised): readonly Deviation[] =>
  comparators.flatMap((comparator) => comparator(reference, candidate));
