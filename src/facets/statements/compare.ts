import type { Comparator } from '../../compare/comparator.ts';
import { textDeviations } from '../../compare/hunks.ts';
import type { Normalised } from '../../normalise/normalise.ts';

/** The statements that reached the server, in order, with the errors they met. */
export const compareStatements: Comparator = (reference, candidate) =>
  textDeviations('statements', 'statement', shown(reference), shown(candidate));

const shown = ({ statements }: Normalised) =>
  statements.map(({ sql, parameters, error }) =>
    [sql, parameters && `-- with: ${parameters}`, error && `-- fails: ${error}`].filter(Boolean).join('\n'),
  );
