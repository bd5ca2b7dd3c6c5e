/** Describes differences in artifacts in dbt's terms: which node, which key. */
import path from 'node:path';
import type { Impact } from '../../config/impact.ts';
import { type Json, valueAt } from '../../config/json.ts';
import { isUniqueId, nodeName } from '../../dbt/unique-id.ts';
import type { At } from '../facet.ts';
import { generalKeys, isInternalKey } from '../paths.ts';
import { fits, flat, quoted, shown } from '../wording.ts';

export interface Location {
  /** Name of its file: `manifest.json`. */
  readonly artifact: string;
  /** All keys, joined by `/`. */
  readonly keys: string;
  /** Name of the node, if it is about a node. */
  readonly node: string | undefined;
  /** The keys within the node, or all of them, joined by `.`. */
  readonly key: string;
}

/** @param difference with the path `<file>#/<keys>`. */
export function locate(difference: { readonly path: string }): Location {
  const [file = '', keys = ''] = difference.path.split(/#\/?(.*)/s);
  const segments = keys === '' ? [] : keys.split('/');
  const at = segments.findIndex(isUniqueId);
  return {
    artifact: path.posix.basename(file),
    keys,
    node: at < 0 ? undefined : nodeName(segments[at] as string),
    key: segments.slice(at + 1).join('.'),
  };
}

/** How a node ended, and the message of its result. */
export type NodeEnd = {
  readonly ended: Json;
  readonly says: string;
};

export type Anywhere = At<{ readonly reference?: unknown; readonly candidate?: unknown }>;

export function subjectOf(difference: Anywhere): string {
  const { artifact, keys } = locate(difference);
  return keys === '' ? artifact : `${artifact}/${generalKeys(keys)}`;
}

/** Whether a node runs and how it ends is the outcome. Everything else that programs read is contract. */
export function impactOf(difference: Anywhere): Impact {
  const { artifact, keys, node, key } = locate(difference);
  if (isInternalKey(keys)) return 'internals';
  const ofResult = artifact === 'run_results.json' || artifact === 'sources.json';
  return ofResult && node !== undefined && (key === '' || key === 'status') ? 'outcome' : 'contract';
}

export const isStatus = (difference: Anywhere) => {
  const { node, key } = locate(difference);
  return node !== undefined && key === 'status';
};

/** Longest text, and longest other value, in characters, that a title shows next to the other side's. */
const [mostOfText, mostOfOthers] = [20, 12];

/** With both values if the title is then short enough. */
export function changed(
  difference: Anywhere & { readonly reference: Json; readonly candidate: Json },
): string {
  const [c = '', r = ''] = [difference.candidate, difference.reference].map((value) =>
    flat(JSON.stringify(value)),
  );
  const both = `writes ${described(difference)} as ${c}, not ${r}`;
  const most = typeof difference.candidate === 'string' ? mostOfText : mostOfOthers;
  return Math.max(c.length, r.length) <= most && fits(both) ? both : `changes ${described(difference)}`;
}

/** `compiled_path of orders in manifest.json`. */
export function described(difference: Anywhere, joint = 'of'): string {
  const { artifact, keys, node, key } = locate(difference);
  const what = keyName(key) || mapOf(keys) || 'the content';
  return node === undefined
    ? `${what} ${joint === 'of' ? 'in' : joint} ${artifact}`
    : `${what} ${joint} ${node} in ${artifact}`;
}

/** `due_cents` in `columns.due_cents` is a column, and a number at the end is the position of an item in its list. */
export function keyName(key: string): string {
  const [, name, more] = /(?:^|\.)columns\.([^.@]+)(?:\.(.+))?$/.exec(key) ?? [];
  if (name !== undefined) return more === undefined ? `column ${name}` : `${more} of column ${name}`;
  const [, list, at] = /^(.+)\.(\d+)$/.exec(key) ?? [];
  if (list !== undefined) return `item ${Number(at) + 1} of ${list}`;
  return key.replace(/\.?@order$/, '').replace(/^metadata\./, '');
}

/** A fix for a value; for a list of texts, which of them are missing or extra. */
export function rewritten(
  difference: Anywhere & { readonly reference: Json; readonly candidate: Json },
): string {
  const { reference: r, candidate: c } = difference;
  const where = described(difference);
  if (isTexts(r) && isTexts(c)) {
    const [missing, extra] = [r.filter((text) => !c.includes(text)), c.filter((text) => !r.includes(text))];
    const parts = [
      ...(missing.length > 0 ? [`add ${quoted(missing.join(', '))} to`] : []),
      ...(extra.length > 0 ? [`leave ${quoted(extra.join(', '))} out of`] : []),
    ];
    const todo = parts.join(' and ');
    if (todo !== '') return `${todo.charAt(0).toUpperCase()}${todo.slice(1)} ${where}.`;
  }
  return `Write ${shown(r)} instead of ${shown(c)} as ${where}.`;
}

const isTexts = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** `child_map`, which lists nodes by node. */
const mapOf = (keys: string): string | undefined => /^(\w+_map)\//.exec(keys)?.[1];

export const statusOf = (result: Json) => {
  const status = valueAt(result, 'status');
  return status === undefined ? '' : `, which ends with ${shown(status)} for the reference`;
};

/** The start of a message that repeats its node. */
const itself = /^(\w+ Error) in \w+ \S+ \([^)]*\):? /;
export const saying = ({ says }: NodeEnd) =>
  says === '' ? ', which the reference runs' : `: ${flat(says).replace(itself, '$1: ')}`;

/** A violation consists of a path, a rule and its parameters as JSON. */
const violation = /^(\S*) (.*?) (\{.*\})$/s;
export const ruleOf = ({ candidate }: { readonly candidate: string }) => {
  const [, place = '', rule = candidate, parameters = ''] = violation.exec(candidate) ?? [];
  const extra = /^\{"additionalProperty":"(.*)"\}$/.exec(parameters)?.[1];
  if (extra !== undefined) return `unknown key ${extra}`;
  const keys = place.split('/').filter((key) => key !== '');
  const at = keys.findLast((key) => !/^\d+$/.test(key));
  const what = at === undefined ? '' : nodeName(at);
  const absent = /^must have required property '(.*)'$/.exec(rule)?.[1];
  if (absent !== undefined) return `${absent} is missing${what === '' ? '' : ` in ${what}`}`;
  return `${what} ${rule}`.trim();
};
export const generalViolation = (text: string) => {
  const [, place = '', rule = text, parameters = ''] = violation.exec(text) ?? [];
  return `${generalKeys(place.replace(/^\//, ''))} ${rule} ${parameters}`.trim();
};
