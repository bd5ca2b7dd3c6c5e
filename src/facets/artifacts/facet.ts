import { defineFacet } from '../facet.ts';
import { compareArtifacts } from './compare.ts';
import { kinds } from './kinds.ts';

export const artifacts = defineFacet({
  name: 'artifacts',
  label: 'artifacts',
  where: 'In the artifacts',
  about: 'The content of the JSON artifacts that both sides wrote, and whether they match their schema.',
  lookIn: ['artifacts/schemas', 'task/{command}', 'cli/{command}', 'cli/params'],
  compare: compareArtifacts,
  kinds,
});
