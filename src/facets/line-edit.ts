/** What changes within a line of text, in words. */
import { fromEnds } from '../diff/ends.ts';
import { flat } from './wording.ts';

export interface LineEdit {
  readonly removed: string;
  readonly added: string;
  /** What both show before it, and after it. */
  readonly before: string;
  readonly after: string;
}

/** Undefined where only colours and spaces differ. */
export function editOfLine(reference: string, candidate: string): LineEdit | undefined {
  const [r, c] = [flat(reference).split(' '), flat(candidate).split(' ')];
  const { begin, removed, added } = fromEnds(r, c);
  if (removed.length + added.length === 0) return undefined;
  const text = (words: readonly string[]) => words.join(' ');
  return {
    removed: text(removed),
    added: text(added),
    before: text(begin),
    after: text(r.slice(begin.length + removed.length)),
  };
}
