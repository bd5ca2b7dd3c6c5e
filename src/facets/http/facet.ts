import type { Json } from '../../config/json.ts';
import type { Answer } from '../../observe/observation.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';

const noResponse: Answer = { status: null, type: null, body: '' };

/** Answers of the engine's own server, URL by URL. */
export const compareHttp: Comparator<'http', typeof kinds> = (reference, candidate) =>
  Object.keys({ ...reference.http, ...candidate.http }).flatMap(
    (url): readonly DifferenceOf<'http', typeof kinds>[] => {
      const [r, c] = [reference.http[url] ?? noResponse, candidate.http[url] ?? noResponse];
      if ((r.status === null) !== (c.status === null))
        return [
          {
            facet: 'http',
            kind: 'answer-missing',
            path: url,
            reference: r.status,
            candidate: c.status,
          },
        ];
      return (['status', 'type', 'body'] as const)
        .filter((key) => r[key] !== c[key])
        .map((key) => ({
          facet: 'http',
          kind: 'answer-changed',
          path: `${url} ${key}`,
          reference: r[key] as Json,
          candidate: c[key] as Json,
        }));
    },
  );

export const http = defineFacet({
  name: 'http',
  label: 'HTTP responses',
  where: 'In what its server responds',
  about: 'What the engine’s own server responds to requests, URL by URL.',
  lookIn: ['task/docs/serve', 'task/serve', 'cli/{command}'],
  strength: 3,
  compare: compareHttp,
  kinds,
});
