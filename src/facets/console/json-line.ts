/** Lines of output that are JSON: log events, or what `list` and `show` print for programs. */

import { type Json, jsonIn } from '../../config/json.ts';
import { levelOf, nameOf } from '../../dbt/log-event.ts';
import { structuralDifferences } from '../../diff/structure.ts';
import { generalKeys, isInternalKey } from '../paths.ts';

const tree = (line: string | undefined): Json | undefined =>
  line?.startsWith('{"') ? jsonIn(line) : undefined;

/** A line of a pretty-printed JSON document, as `show --output json` prints it. */
const ofDocument = /^\s*(?:[{}[\]]+,?|"[^"]+": .*|"[^"]*",?|-?[\d.]+,?)$/;

/** Whether all lines of a passage are JSON: events, objects, or lines of a document. */
export const isJson = (passage: string): boolean =>
  passage
    .split('\n')
    .every((line) => tree(line) !== undefined || (line.trim() !== '' && ofDocument.test(line)));

const isDebugEvent = (line: string) => levelOf(tree(line)) === 'debug';

/** Whether every line is a log event at debug level. */
export const areDebugEvents = (passage: string): boolean => passage.split('\n').every(isDebugEvent);

/** The keys in which two lines of JSON differ, without names in them; undefined if a line is not JSON. */
export function differingKeys(reference: string, candidate: string): readonly string[] | undefined {
  const [r, c] = [tree(reference), tree(candidate)];
  if (r === undefined || c === undefined) return undefined;
  const name = nameOf(r);
  const keys = structuralDifferences(r, c).map(({ path }) => generalKeys(path));
  return [...new Set(keys)].map((key) => (name === undefined ? key : `${name}/${key}`));
}

/** Whether two lines of JSON differ only in keys that one of them lacks. */
export function keysAre(reference: string, candidate: string): 'missing' | 'extra' | 'different' {
  const all = structuralDifferences(tree(reference) ?? null, tree(candidate) ?? null);
  if (all.every(({ candidate }) => candidate === undefined)) return 'missing';
  return all.every(({ reference }) => reference === undefined) ? 'extra' : 'different';
}

/** Key and value of a line of a JSON document; undefined for other lines. */
export function entryOf(line: string): { readonly key: string; readonly value: string } | undefined {
  const [, key, value] = /^\s*"([^"]+)": ("[^"]*"|[\w.-]+),?$/.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value };
}

/** Whether two lines of JSON differ only in internal keys. */
export const differInternally = (reference: string, candidate: string): boolean => {
  const [r, c] = [tree(reference), tree(candidate)];
  return (
    r !== undefined && c !== undefined && structuralDifferences(r, c).every(({ path }) => isInternalKey(path))
  );
};
