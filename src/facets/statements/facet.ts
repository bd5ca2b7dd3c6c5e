import { defineFacet } from '../facet.ts';
import { compareStatements } from './compare.ts';
import { kinds } from './kinds.ts';

export const statements = defineFacet({
  name: 'statements',
  label: 'statements',
  where: 'Among the statements that reach the server',
  about: 'The statements that reached the server, in order, with their errors.',
  lookIn: ['task/{command}', 'cli/{command}', 'adapters'],
  compare: compareStatements,
  kinds,
});
