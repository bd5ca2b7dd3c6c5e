import { stripVTControlCharacters } from 'node:util';
import type { Impact } from '../../config/impact.ts';
import { wildcard } from '../../diff/wildcard.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { aboutNothing, counted, editOfLine, quoted, words } from '../wording.ts';
import { areDebugEvents, differInternally, differingKeys, entryOf, isJson, keysAre } from './json-line.ts';

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
    fix: ({ reference }) => `Print ${quoted(whole(reference))} on ${stream}.`,
    subject: ({ reference }) => wildcard(reference),
  }),
  'line-added': kind<OnlyCandidate<string>>({
    about:
      'One or several consecutive lines that only the candidate prints. The path says after which line of the reference. A program that reads stdout may fail on an extra line.',
    impact: ({ candidate }) => impactOf(candidate, stream),
    title: ({ candidate }) => `prints ${extra(candidate)} on ${stream}: ${told(candidate)}`,
    fix: ({ candidate }) => `Do not print ${quoted(whole(candidate))} on ${stream}.`,
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
        ? `prints JSON with ${kindOf(reference, candidate, keys.length)} on ${stream}: ${words(keys.map(dotted).join(', '))}`
        : (ofLine(reference, candidate, stream) ??
            `prints ${different(reference)} on ${stream}: ${told(candidate)}`);
    },
    fix: ({ reference, candidate }) => {
      const keys = differingKeys(reference, candidate);
      return keys
        ? `Print the reference’s values of ${keys.map(dotted).join(', ')} on ${stream}, and no other keys.`
        : `Print ${quoted(reference)} on ${stream} instead of ${quoted(candidate)}.`;
    },
    subject: ({ reference, candidate }) =>
      differingKeys(reference, candidate)?.join(', ') ?? wildcard(reference),
  }),
});

const traceback = /^(?:\S*\{time\}\s+)?Traceback \(most recent call last\)/;

function impactOf(passage: string, stream: 'stdout' | 'stderr'): Impact {
  if (areDebugEvents(passage) || traceback.test(firstOf(passage))) return 'internals';
  return stream === 'stdout' && isJson(passage) ? 'contract' : 'console';
}

/** What keys of a line of JSON are: different, missing or extra. */
function kindOf(reference: string, candidate: string, count: number): string {
  const are = keysAre(reference, candidate);
  if (are === 'different') return 'different values';
  return count === 1 ? `${are === 'extra' ? 'an' : 'a'} ${are} key` : `${are} keys`;
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

/** A heading says little without what follows it. */
const told = (passage: string) => {
  const first = firstOf(passage);
  const next = /:$/.test(first) ? passage.slice(passage.indexOf(first) + first.length) : '';
  return words(`${first} ${/\w/.test(next) ? firstOf(next) : ''}`) || 'an empty line';
};
/** A passage for a fix; of one without words, what it is. */
const whole = (passage: string) => (/\w/.test(passage) ? passage : told(passage));

/** Characters of both sides of an edit that leave room for what is around it. */
const shortEdit = 30;

/** What changes within a single line. */
function ofLine(reference: string, candidate: string, stream: string): string | undefined {
  if ([reference, candidate].some((text) => sizeOf(text) > 1 || text.trim() === '')) return undefined;
  const edit = editOfLine(reference, candidate);
  if (!edit) return undefined;
  const entries = [entryOf(reference), entryOf(candidate)];
  if (entries[0] && entries[0].key === entries[1]?.key)
    return `prints ${words(entries[1].value)} instead of ${words(entries[0].value)} as ${entries[0].key} on ${stream}`;
  const { removed, added, before, after } = edit;
  const on = stream === 'stdout' ? '' : ` on ${stream}`;
  if (removed === '' && before === '') return `prints "${words(added)}" before "${words(after)}"${on}`;
  if (removed === '') return `adds "${words(added)}" to the line "${words(before)}"${on}`;
  if (added === '') return `leaves "${words(removed)}" out of the line "${words(before || after)}"${on}`;
  const next = before === '' ? ` before "${words(after)}"` : ` after "${words(before)}"`;
  const context = before + after === '' ? '' : next;
  return removed.length + added.length <= shortEdit
    ? `prints "${added}" instead of "${removed}"${context}${on}`
    : `prints "${words(added)}"${before === '' ? '' : context}${on}, not "${words(removed)}"`;
}

const sizeOf = (passage: string) => passage.split('\n').length;
const linesOf = ({ length }: readonly string[]) => counted(length, 'line');
const lines = (passage: string) => (sizeOf(passage) === 1 ? 'a line' : `${sizeOf(passage)} lines`);
const extra = (passage: string) =>
  sizeOf(passage) === 1 ? 'an extra line' : `${sizeOf(passage)} extra lines`;
const different = (passage: string) => (sizeOf(passage) === 1 ? 'a different line' : 'different lines');
