import type { Json } from '../../config/json.ts';
import { type Both, kind } from '../facet.ts';
import { brief, shown } from '../wording.ts';

export const kinds = {
  'answer-missing': kind<Both<number | null>>({
    about:
      'The server that the command starts (`docs serve`) responds to a request on one side only. On the other side nothing listens, or it does not respond in time.',
    impact: 'outcome',
    title: ({ path, candidate }) =>
      candidate === null
        ? `serves no response for ${pageOf(path)}`
        : `serves ${pageOf(path)}, which the reference does not serve`,
    fix: ({ path, reference, candidate }) =>
      candidate === null
        ? `Listen at ${originOf(path)} and respond to ${pageOf(path)} with status ${reference}.`
        : `Do not respond to ${pageOf(path)}: the reference does not listen there.`,
    subject: ({ path }) => pageOf(path),
  }),
  'answer-changed': kind<Both<Json>>({
    about:
      'Both servers respond, but with a different status, content type or body. A status is outcome, a page is console, JSON is contract.',
    impact: ({ path }) => {
      if (partOf(path) === 'status') return 'outcome';
      return partOf(path) === 'body' && !/\.json$/.test(pageOf(path)) ? 'console' : 'contract';
    },
    title: ({ path, candidate, reference }) =>
      partOf(path) === 'body'
        ? `responds to ${pageOf(path)} with a different body`
        : `responds to ${pageOf(path)} with ${partOf(path)} ${brief(candidate)} instead of ${brief(reference)}`,
    fix: ({ path, reference, candidate }) =>
      partOf(path) === 'body'
        ? `Serve ${pageOf(path)} with the reference’s content ${shown(reference)} instead of ${shown(candidate)}.`
        : `Respond to ${pageOf(path)} with ${partOf(path)} ${shown(reference)} instead of ${shown(candidate)}.`,
    subject: ({ path }) => `${pageOf(path)} ${partOf(path)}`,
  }),
};

/** The path is a URL, followed by a part of the response where that differs. */
const split = /^(https?:\/\/[^/ ]+)(\/\S*)(?: (\w+))?$/;
const originOf = (path: string) => split.exec(path)?.[1] ?? path;
const pageOf = (path: string) => split.exec(path)?.[2] ?? path;
const partOf = (path: string) => split.exec(path)?.[3] ?? '';
