/** What a difference in an artifact is about, in the words of someone who knows dbt's artifacts. */
import type { Json } from '../../observe/observation.ts';
import type { At } from '../facet.ts';
import { generalKeys } from '../general.ts';
import type { Impact } from '../impact.ts';
import { isInternalKey } from '../internal-keys.ts';
import { fits, flat, nodeName, quoted, shown } from '../wording.ts';
import { placeOf } from './place.ts';

/** How a node ended, and what its result says of that. */
export type NodeEnd = {
  readonly ended: Json;
  readonly says: string;
};

export type Anywhere = At<{ readonly reference?: unknown; readonly candidate?: unknown }>;

export function subjectOf(difference: Anywhere): string {
  const { artifact, keys } = placeOf(difference);
  return keys === '' ? artifact : `${artifact}/${generalKeys(keys)}`;
}

/** Whether a node runs, and how it ends, is what happened; all else that programs read is the contract. */
export function impactOf(difference: Anywhere): Impact {
  const { artifact, keys, node, key } = placeOf(difference);
  if (isInternalKey(keys)) return 'internals';
  const ofResult = artifact === 'run_results.json' || artifact === 'sources.json';
  return ofResult && node !== undefined && (key === '' || key === 'status') ? 'outcome' : 'contract';
}

export const isStatus = (difference: Anywhere) => {
  const { node, key } = placeOf(difference);
  return node !== undefined && key === 'status';
};

/** Characters of a text, and of another value, that a title shows next to the other side's. */
const [mostOfText, mostOfOthers] = [20, 12];

/** Both values where they fit into a title with all else. */
export function changed(
  difference: Anywhere & { readonly reference: Json; readonly candidate: Json },
): string {
  const [c = '', r = ''] = [difference.candidate, difference.reference].map((value) =>
    flat(JSON.stringify(value)),
  );
  const both = `writes ${inWords(difference)} as ${c}, not ${r}`;
  const most = typeof difference.candidate === 'string' ? mostOfText : mostOfOthers;
  return Math.max(c.length, r.length) <= most && fits(both) ? both : `changes ${inWords(difference)}`;
}

/** `compiled_path of orders in manifest.json`. */
export function inWords(difference: Anywhere, joint = 'of'): string {
  const { artifact, keys, node, key } = placeOf(difference);
  const what = keyInWords(key) || mapOf(keys) || 'the content';
  return node === undefined
    ? `${what} ${joint === 'of' ? 'in' : joint} ${artifact}`
    : `${what} ${joint} ${node} in ${artifact}`;
}

/** `due_cents` of `columns.due_cents` is a column, and a number at the end is the place of an item in its list. */
export function keyInWords(key: string): string {
  const [, name, more] = /(?:^|\.)columns\.([^.@]+)(?:\.(.+))?$/.exec(key) ?? [];
  if (name !== undefined) return more === undefined ? `column ${name}` : `${more} of column ${name}`;
  const [, list, at] = /^(.+)\.(\d+)$/.exec(key) ?? [];
  if (list !== undefined) return `item ${Number(at) + 1} of ${list}`;
  return key.replace(/\.?@order$/, '').replace(/^metadata\./, '');
}

/** What to do about a value: of a list of texts, which of them are missing or too many. */
export function rewritten(
  difference: Anywhere & { readonly reference: Json; readonly candidate: Json },
): string {
  const { reference: r, candidate: c } = difference;
  const where = inWords(difference);
  if (isTexts(r) && isTexts(c)) {
    const [missing, extra] = [r.filter((one) => !c.includes(one)), c.filter((one) => !r.includes(one))];
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
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** `child_map`, which names nodes by node. */
const mapOf = (keys: string): string | undefined => /^(\w+_map)\//.exec(keys)?.[1];

export const statusOf = (result: Json) => {
  const status = (result as { readonly status?: Json } | null)?.status;
  return status === undefined ? '' : `, which ends with ${shown(status)} for the reference`;
};

/** How a message begins that repeats which node it is of. */
const itself = /^(\w+ Error) in \w+ \S+ \([^)]*\):? /;
export const saying = ({ says }: NodeEnd) =>
  says === '' ? ', which the reference runs' : `: ${flat(says).replace(itself, '$1: ')}`;

/** A violation begins with the place, then says the rule, then has the parameters as JSON. */
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
