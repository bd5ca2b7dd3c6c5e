import type { Normalised } from '../../normalise/normalise.ts';
import { type Comparator, defineFacet } from '../facet.ts';
import { textDeviations } from '../hunks.ts';
import { kinds } from './kinds.ts';

/** Compares the statements that reached the server, in order, each with its parameters and its error, if any. */
export const compareStatements: Comparator<'statements', typeof kinds> = (reference, candidate) =>
  textDeviations('statements', 'statement', textsOf(reference), textsOf(candidate));

const textsOf = ({ statements }: Normalised) =>
  statements.map(({ sql, parameters, error }) =>
    [sql, parameters && `-- with: ${parameters}`, error && `-- fails: ${error}`].filter(Boolean).join('\n'),
  );

export const statements = defineFacet({
  name: 'statements',
  label: 'statements',
  where: 'Among the statements that reach the server',
  about: 'The statements that reached the server, in order, with their errors.',
  lookIn: ['task/{command}', 'cli/{command}', 'adapters'],
  strength: 5,
  compare: compareStatements,
  kinds,
});
