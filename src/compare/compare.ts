/** Compares two normalised observations of one step, facet by facet. */

import { compareArtifacts } from '../facets/artifacts/compare.ts';
import { compareStderr, compareStdout } from '../facets/console/compare.ts';
import { compareDatabase } from '../facets/database/compare.ts';
import { compareEvents } from '../facets/events/compare.ts';
import { compareExit } from '../facets/exit/compare.ts';
import { compareFiles } from '../facets/files/compare.ts';
import { compareHttp } from '../facets/http/compare.ts';
import { compareInterface } from '../facets/interface/compare.ts';
import { compareSql } from '../facets/sql/compare.ts';
import { compareStatements } from '../facets/statements/compare.ts';
import type { Normalised } from '../normalise/normalise.ts';
import type { Comparator } from './comparator.ts';
import type { Deviation } from './difference.ts';

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
