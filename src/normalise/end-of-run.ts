/** What is said at a run's end of one failed node after the other: by what is said, not by which node ended first. */
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../observe/observation.ts';

/** Puts those items that qualify in the order of their keys, in the places where such items stand. */
export function inPlace<T>(
  items: readonly T[],
  qualifies: (item: T) => boolean,
  key: (item: T) => string,
): readonly T[] {
  const places = items.flatMap((item, at) => (qualifies(item) ? [at] : []));
  const sorted = places
    .map((at) => items[at] as T)
    .toSorted((one, other) => Number(key(one) > key(other)) - Number(key(one) < key(other)));
  const ordered = [...items];
  for (const [index, at] of places.entries()) ordered[at] = sorted[index] as T;
  return ordered;
}

/** A line with nothing on it but the time, or one that begins something new: what belongs to it is indented further. */
const blank = /^\{time\}\s*$/;
const heading = /^\{time\} {2}\S/;
const ofOneNode =
  /^(\{time\})?\s*((\w+ )?(Failure|Warning|Error) in \w|\[(ERROR|WARNING)\]: in \w|compiled code at |See test failures:|Random sample of table: |-{3,}\n)/;

/**
 * Lines of a console: from the first to the last passage about a failed node, passages come in order, after the blank lines
 * between them, as not every node has as many.
 */
export function failuresInOrder(lines: readonly string[]): readonly string[] {
  const passages: string[][] = [[]];
  for (const line of lines) {
    if (isBlank(line) || heading.test(stripVTControlCharacters(line))) passages.push([]);
    passages.at(-1)?.push(line);
  }
  const isFailure = (passage: readonly string[]) => ofOneNode.test(told(passage));
  const from = passages.findIndex(isFailure);
  if (from === -1) return lines;
  const to = passages.findLastIndex(isFailure) + 1;
  const during = passages.slice(from, to);
  return [
    ...passages.slice(0, from).flat(),
    ...during.flat().filter(isBlank).toSorted(),
    ...during
      .toSorted((one, other) => Number(told(one) > told(other)) - Number(told(one) < told(other)))
      .flatMap((passage) => passage.filter((line) => !isBlank(line))),
    ...passages.slice(to).flat(),
  ];
}

const isBlank = (line: string) => blank.test(stripVTControlCharacters(line));
const told = (passage: readonly string[]) =>
  passage
    .filter((line) => !isBlank(line))
    .map((line) => stripVTControlCharacters(line))
    .join('\n');

interface Event {
  readonly info?: { readonly name?: string; readonly msg?: string };
  readonly data?: { readonly node_info?: { readonly unique_id?: string } };
}

const nameOf = (event: Json) => (event as Event | null)?.info?.name ?? '';
const atEnd = /^(RunResult\w*|SQLCompiledPath|CheckNodeTestFailure|SeedHeader|Formatting)$/;

/** Events, of which each row of those about failed nodes is by node, after the blank lines between them. */
export function failureEventsInOrder(events: readonly Json[]): readonly Json[] {
  const ordered: Json[] = [];
  let row: Json[] = [];
  for (const event of events) {
    if (atEnd.test(nameOf(event))) row.push(event);
    else {
      ordered.push(...byNode(row), event);
      row = [];
    }
  }
  return [...ordered, ...byNode(row)];
}

const byNode = (row: readonly Json[]) =>
  row.toSorted((one, other) => Number(nodeOf(one) > nodeOf(other)) - Number(nodeOf(one) < nodeOf(other)));

/** The node an event is about, be it only by what it says; a blank line comes first. */
const nodeOf = (event: Json) =>
  (event as Event | null)?.data?.node_info?.unique_id || ((event as Event | null)?.info?.msg ?? '');
