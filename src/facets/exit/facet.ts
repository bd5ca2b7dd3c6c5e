import { defineFacet } from '../facet.ts';
import { compareExit } from './compare.ts';
import { kinds } from './kinds.ts';

export const exit = defineFacet({
  name: 'exit',
  label: 'exit code',
  where: 'In the exit',
  about:
    'How the step ended: exit code or signal, limits that were exceeded, processes that are still running.',
  lookIn: ['cli/main', 'cli/{command}', 'task/{command}', 'tasks/{command}'],
  compare: compareExit,
  kinds,
});
