import { stripVTControlCharacters } from 'node:util';
import { wildcard } from '../../compare/wildcard.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import type { Impact } from '../impact.ts';
import { aboutNothing, counted, quoted, words } from '../wording.ts';
import { areDebugEvents, differInternally, differingKeys, isJson } from './json-line.ts';

/** Kinds of difference on one stream. A line may stand for a passage of several. */
export const kindsOn = (stream: 'stdout' | 'stderr') => ({
  'output-missing': kind<OnlyReference<readonly string[]>>({
    about: aboutNothing,
    impact: ({ reference }) => impactOf(reference.join('\n'), stream),
    title: ({ reference }) => `prints nothing on ${stream}, where the reference prints ${linesOf(reference)}`,
    fix: ({ reference }) =>
      `Print the reference’s ${linesOf(reference)} on ${stream}, from ${quoted(firstOf(reference.join('\n')))} on.`,
    subject: () => 'all output',
  }),
  'line-missing': kind<OnlyReference<string>>({
    about:
      'One or several consecutive lines that only the reference prints. The path is the line number in the reference’s output. JSON that `list` and `show` print on stdout is contract; debug messages and tracebacks are internals.',
    impact: ({ reference }) => impactOf(reference, stream),
    title: ({ reference }) => `does not print ${lines(reference)} on ${stream}: ${told(reference)}`,
    fix: ({ reference }) => `Print ${quoted(reference)} on ${stream}.`,
    subject: ({ reference }) => wildcard(reference),
  }),
  'line-added': kind<OnlyCandidate<string>>({
    about:
      'One or several consecutive lines that only the candidate prints. The path says after which line of the reference. A program that reads stdout may fail on an extra line.',
    impact: ({ candidate }) => impactOf(candidate, stream),
    title: ({ candidate }) => `prints ${extra(candidate)} on ${stream}: ${told(candidate)}`,
    fix: ({ candidate }) => `Do not print ${quoted(candidate)} on ${stream}.`,
    subject: ({ candidate }) => wildcard(candidate),
  }),
  'line-changed': kind<Both<string>>({
    about:
      'A line with a different text. Several consecutive lines are compared in pairs if both sides have the same number of them. If not, they are one difference, because it is not known which lines belong together. Escape sequences count: a lost color is a change.',
    impact: ({ reference, candidate }) =>
      differInternally(reference, candidate) ? 'internals' : impactOf(reference, stream),
    title: ({ reference, candidate }) => {
      const keys = differingKeys(reference, candidate);
      return keys
        ? `prints JSON with different values on ${stream}: ${words(keys.map(dotted).join(', '))}`
        : `prints ${different(reference)} on ${stream}: ${told(candidate)}`;
    },
    fix: ({ reference, candidate }) =>
      `Print ${quoted(reference)} on ${stream} instead of ${quoted(candidate)}.`,
    subject: ({ reference, candidate }) =>
      differingKeys(reference, candidate)?.join(', ') ?? wildcard(reference),
  }),
});

const traceback = /^(?:\S*\{time\}\s+)?Traceback \(most recent call last\)/;

function impactOf(passage: string, stream: 'stdout' | 'stderr'): Impact {
  if (areDebugEvents(passage) || traceback.test(firstOf(passage))) return 'internals';
  return stream === 'stdout' && isJson(passage) ? 'contract' : 'console';
}

/** A path of keys as people write it: `config.on_error`. */
const dotted = (keys: string) => keys.replaceAll('/', '.');

const time = /^\s*\{time\}\s*/;
/** The first line that says something, without time and colour. */
const firstOf = (passage: string) =>
  passage
    .split('\n')
    .map((line) => stripVTControlCharacters(line).replace(time, '').trim())
    .find((line) => /\w/.test(line)) ?? passage;

const told = (passage: string) => words(firstOf(passage)) || 'an empty line';
const sizeOf = (passage: string) => passage.split('\n').length;
const linesOf = ({ length }: readonly string[]) => counted(length, 'line');
const lines = (passage: string) => (sizeOf(passage) === 1 ? 'a line' : `${sizeOf(passage)} lines`);
const extra = (passage: string) =>
  sizeOf(passage) === 1 ? 'an extra line' : `${sizeOf(passage)} extra lines`;
const different = (passage: string) => (sizeOf(passage) === 1 ? 'a different line' : 'different lines');
