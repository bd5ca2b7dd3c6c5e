import { defineFacet } from '../facet.ts';
import { compareHttp } from './compare.ts';
import { kinds } from './kinds.ts';

export const http = defineFacet({
  name: 'http',
  label: 'HTTP responses',
  where: 'In what its server responds',
  about: 'What the engine’s own server responds to requests, URL by URL.',
  lookIn: ['task/docs/serve', 'task/serve', 'cli/{command}'],
  compare: compareHttp,
  kinds,
});
