/** The console while several nodes are at work at once. */
import { stripVTControlCharacters } from 'node:util';
import { byNode, isAboutNode } from './node-lines.ts';

const begins = /\bConcurrency: \d+ threads?\b/;
const ends = /\b(Finished running|Completed (successfully|with) |Done\. PASS=)/;

/**
 * Lines about nodes by node, then all others of that time by their text: what a node's own code prints, or what is said of
 * it without its number, comes between the lines of any other.
 */
export function mixedInOrder(lines: readonly string[]): readonly string[] {
  const plain = lines.map((line) => stripVTControlCharacters(line));
  const from = plain.findIndex((line) => begins.test(line)) + 1;
  if (from === 0) return byNode(lines);
  const length = plain.slice(from).findIndex((line) => ends.test(line));
  const to = length === -1 ? lines.length : from + length;
  const during = byNode(lines.slice(from, to));
  const others = during.filter((line) => !isAboutNode(line)).toSorted();
  return [...lines.slice(0, from), ...during.filter(isAboutNode), ...others, ...lines.slice(to)];
}
