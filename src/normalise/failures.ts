/** Sorts by node what dbt reports about failed nodes at the end of a run: it reports them in the order in which they ended. */
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../config/json.ts';
import { messageOf, nameOf, nodeIdOf } from '../dbt/log-event.ts';

/** Sorts items by a key. */
const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) =>
    Number(key(a) > key(b)) - Number(key(a) < key(b));

/** Sorts only the items that qualify, at the positions where such items are. */
export function sortOnly<T>(
  items: readonly T[],
  qualifies: (item: T) => boolean,
  key: (item: T) => string,
): readonly T[] {
  const sorted = items.filter(qualifies).toSorted(by(key)).values();
  return items.map((item) => (qualifies(item) ? (sorted.next().value as T) : item));
}

/** A line with only the time, and a line that begins something: what belongs to it is indented further. */
const [blank, heading] = [/^\{time\}\s*$/, /^\{time\} {2}\S/];
const aboutOneNode =
  /^(\{time\})?\s*((\w+ )?(Failure|Warning|Error) in \w|\[(ERROR|WARNING)\]: in \w|compiled code at |See test failures:|Random sample of table: |-{3,}\n)/;

const isBlank = (line: string) => blank.test(stripVTControlCharacters(line));
const textOf = (passage: readonly string[]) =>
  stripVTControlCharacters(passage.filter((line) => !isBlank(line)).join('\n'));

/**
 * Sorts the passages of a console from the first to the last about a failed node. The blank lines between them come first,
 * because their number depends on the node.
 */
export function failuresInOrder(lines: readonly string[]): readonly string[] {
  const passages: string[][] = [[]];
  for (const line of lines) {
    if (isBlank(line) || heading.test(stripVTControlCharacters(line))) passages.push([]);
    passages.at(-1)?.push(line);
  }
  const isFailure = (passage: readonly string[]) => aboutOneNode.test(textOf(passage));
  const from = passages.findIndex(isFailure);
  if (from === -1) return lines;
  const to = passages.findLastIndex(isFailure) + 1;
  const during = passages.slice(from, to);
  return [
    ...passages.slice(0, from).flat(),
    ...during.flat().filter(isBlank).toSorted(),
    ...during
      .toSorted(by(textOf))
      .flat()
      .filter((line) => !isBlank(line)),
    ...passages.slice(to).flat(),
  ];
}

const atEnd = /^(RunResult\w*|SQLCompiledPath|CheckNodeTestFailure|SeedHeader|Formatting)$/;
/** The node that an event is about, even if only its message says so. A blank line comes first. */
const nodeOf = (event: Json) => nodeIdOf(event) || (messageOf(event) ?? '');

/** Sorts each run of consecutive events about failed nodes by node. */
export function failureEventsInOrder(events: readonly Json[]): readonly Json[] {
  const ordered: Json[] = [];
  let row: Json[] = [];
  for (const event of events) {
    if (atEnd.test(nameOf(event) ?? '')) row.push(event);
    else {
      ordered.push(...row.toSorted(by(nodeOf)), event);
      row = [];
    }
  }
  return [...ordered, ...row.toSorted(by(nodeOf))];
}
