import path from 'node:path';
import type { FileChange } from '../../observe/observation.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';

/** Which files and folders are there after the step, which of them it wrote, and what the small ones say. */
export const compareFiles: Comparator<'files', typeof kinds> = (reference, candidate) => {
  const names = [...new Set([...Object.keys(reference.files), ...Object.keys(candidate.files)])].sort();
  const onOneSide = new Set<string>();
  return names.flatMap((name) => {
    const deviation = compareFile(name, reference.files[name], candidate.files[name]);
    if (!deviation) return [];
    if (deviation.kind === 'file-missing' || deviation.kind === 'file-added') onOneSide.add(name);
    // A folder that only one side has is one difference, without its content.
    return onOneSide.has(name) && onOneSide.has(path.posix.dirname(name)) ? [] : [deviation];
  });
};

function compareFile(
  name: string,
  r: FileChange | undefined,
  c: FileChange | undefined,
): DifferenceOf<'files', typeof kinds> | undefined {
  const facet = 'files' as const;
  const there = (change: FileChange | undefined) => change !== undefined && change.change !== 'removed';
  const shown = (change: FileChange) => ({ kind: change.kind, change: change.change });
  if (!there(r) && !there(c)) return undefined;
  if (!r || !there(r))
    return {
      facet,
      kind: 'file-added',
      path: name,
      ...(r && { reference: shown(r) }),
      candidate: shown(c as FileChange),
    };
  if (!c || !there(c))
    return {
      facet,
      kind: 'file-missing',
      path: name,
      reference: shown(r),
      ...(c && { candidate: shown(c) }),
    };
  if (r.kind !== c.kind)
    return { facet, kind: 'file-changed', path: name, reference: r.kind, candidate: c.kind };
  if (r.change !== c.change)
    return { facet, kind: 'file-stale', path: name, reference: r.change, candidate: c.change };
  if (r.text !== c.text) {
    const [reference, candidate] = passages(r.text, c.text);
    return { facet, kind: 'file-changed', path: name, reference, candidate };
  }
  return undefined;
}

/** Characters up to which a text is shown whole, and how many around the first difference otherwise. */
const [whole, around] = [100_000, 300];

/** Of long texts only the passage around the first difference is shown. */
function passages(r: string | null, c: string | null): readonly [string | null, string | null] {
  if (r === null || c === null || Math.max(r.length, c.length) <= whole) return [r, c];
  let at = 0;
  while (r[at] === c[at]) at += 1;
  const passage = (text: string) => `… ${text.slice(Math.max(0, at - around), at + around)} …`;
  return [passage(r), passage(c)];
}

export const files = defineFacet({
  name: 'files',
  label: 'files',
  where: 'Among the files written',
  about:
    'Which files and folders exist after the step, which of them it wrote, and the content of small text files.',
  lookIn: ['task/{command}', 'cli/{command}', 'task/runnable'],
  strength: 4,
  compare: compareFiles,
  kinds,
});
