import { defineFacet } from '../facet.ts';
import { compareFiles } from './compare.ts';
import { kinds } from './kinds.ts';

export const files = defineFacet({
  name: 'files',
  label: 'files',
  where: 'Among the files written',
  about:
    'Which files and folders exist after the step, which of them it wrote, and the content of small text files.',
  lookIn: ['task/{command}', 'cli/{command}', 'task/runnable'],
  compare: compareFiles,
  kinds,
});
