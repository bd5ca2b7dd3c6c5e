/** The two values of a difference, cut down to what differs and its neighbours. */
import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import { diffArrays } from 'diff';
import type { Untyped } from '../../facets/difference.ts';
import type { FacetName } from '../../facets/registry.ts';
import type { Json } from '../../observe/observation.ts';
import { cut } from '../visible.ts';
import { firstOf } from '../wording.ts';

/** Lines kept before and after what differs. */
const neighbours = 3;
const maxLines = 30;
const maxWidth = 200;
/** With more changed lines, matching them is slow and shows nothing: all lines of both sides then differ. */
const maxChanges = 1000;

const textFacets: readonly FacetName[] = ['stdout', 'stderr', 'sql', 'statements', 'files'];

/** Texts of at most about 30 lines. A side is null if it shows nothing; then `diff` is null too. */
export interface Excerpt {
  readonly reference: string | null;
  readonly candidate: string | null;
  /** Both sides, lines marked with ` `, `-`, `+`; null if each side has only one line. */
  readonly diff: string | null;
}

interface Line {
  readonly mark: ' ' | '-' | '+' | '…';
  readonly text: string;
}

/** Cuts the values of a difference down for an issue. */
export function excerptOf(difference: Untyped): Excerpt {
  const [reference, candidate] = uncoloured(difference);
  const asText = showsText(difference);
  const a = reference === undefined ? null : linesOf(reference, asText);
  const b = candidate === undefined ? null : linesOf(candidate, asText);
  if (a === null || b === null) return { reference: a && alone(a), candidate: b && alone(b), diff: null };
  const lines = around(compareLines(a, b));
  const of = (...marks: readonly Line['mark'][]) => lines.filter(({ mark }) => marks.includes(mark));
  return {
    reference: capped(of(' ', '-', '…').map(({ text }) => text)),
    candidate: capped(of(' ', '+', '…').map(({ text }) => text)),
    diff:
      a.length === 1 && b.length === 1
        ? null
        : capped(lines.map(({ mark, text }) => `${mark === '…' ? ' ' : mark}${text}`)),
  };
}

/** Colours are shown only where nothing else differs. */
function uncoloured({ reference, candidate }: Untyped): readonly (Json | undefined)[] {
  const plain = [reference, candidate].map((value) =>
    value !== undefined && isLines(value)
      ? value.map(stripVTControlCharacters)
      : typeof value === 'string'
        ? stripVTControlCharacters(value)
        : value,
  );
  return isDeepStrictEqual(plain[0], plain[1]) ? [reference, candidate] : plain;
}

/** Whether values are shown as text. Elsewhere they are shown as JSON: 1 and "1" must look different. */
function showsText({ facet, reference, candidate }: Untyped): boolean {
  const shown = [reference, candidate].filter((value) => value !== undefined);
  if (textFacets.includes(facet)) return shown.every((value) => isText(value) || isLines(value));
  return shown.every(isText) && shown.some((value) => value.includes('\n'));
}

const isText = (value: Json): value is string => typeof value === 'string' && value !== '';
const isLines = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');

function linesOf(value: Json, asText: boolean): readonly string[] {
  const text = !asText ? JSON.stringify(value, null, 2) : isLines(value) ? value.join('\n') : String(value);
  return text.split('\n');
}

function compareLines(a: readonly string[], b: readonly string[]): readonly Line[] {
  const changes = diffArrays([...a], [...b], { maxEditLength: maxChanges }) ?? [
    { removed: true, added: false, value: [...a] },
    { removed: false, added: true, value: [...b] },
  ];
  return changes.flatMap(({ added, removed, value }, index) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    // A changed line is a removed line and, in the neighbouring change, an added line at the same index.
    const other = removed ? changes[index + 1] : changes[index - 1];
    const pairs = mark !== ' ' && other && (other.added || other.removed) ? other.value : [];
    return value.map((text, at) => ({ mark, text: narrow(text, pairs[at] ?? '') }) as const);
  });
}

/** A long line, cut so that the first character in which it differs from `other` is seen. */
function narrow(text: string, other: string): string {
  if (text.length <= maxWidth) return text;
  let same = 0;
  while (same < other.length && text[same] === other[same]) same += 1;
  const start = same > maxWidth / 2 && same < text.length ? same - maxWidth / 4 : 0;
  return `${start > 0 ? '…' : ''}${cut(text.slice(start), maxWidth)}`;
}

/** Changed lines with their neighbours; a gap says how many equal lines were left out. */
function around(lines: readonly Line[]): readonly Line[] {
  const changed = lines.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const near = new Set(
    changed.flatMap((index) => Array.from({ length: neighbours * 2 + 1 }, (_, i) => index - neighbours + i)),
  );
  const kept: Line[] = [];
  let skipped = 0;
  for (const [index, line] of [...lines, undefined].entries()) {
    if (line && !near.has(index)) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) kept.push({ mark: '…', text: `… ${skipped} equal lines` });
    skipped = 0;
    if (line) kept.push(line);
  }
  return kept;
}

const alone = (lines: readonly string[]): string => capped(lines.map((line) => narrow(line, '')));

const capped = (lines: readonly string[]): string =>
  firstOf(lines, maxLines, (rest) => `… ${rest} more lines`).join('\n');
