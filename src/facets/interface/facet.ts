import { defineFacet } from '../facet.ts';
import { compareInterface } from './compare.ts';
import { kinds } from './kinds.ts';

export const commandInterface = defineFacet({
  name: 'interface',
  label: 'options',
  where: 'Among its options',
  about: 'The options of the command, in steps with `--help`.',
  lookIn: ['cli/params', 'cli/main', 'cli/{command}'],
  compare: compareInterface,
  kinds,
});
