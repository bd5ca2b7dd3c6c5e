/** Values of differences as people read them. */
import { stripVTControlCharacters } from 'node:util';
import { jsonIn } from '../config/json.ts';
import type { Difference, Untyped } from '../facets/difference.ts';
import type { FacetName } from '../facets/registry.ts';
import type { Json } from '../observe/observation.ts';

/** A difference for people: of a log event its message, of output lines no times, of a file what happened to it. */
export function readable({ facet, kind, path, reference, candidate }: Difference): Untyped {
  const parsed = [asObject(reference), asObject(candidate)];
  const isJson = parsed.every((value) => value !== undefined);
  const [r, c] = isJson
    ? parsed
    : [reference, candidate].map((value) => (value === undefined ? undefined : toldOf(facet, value)));
  const isTold = [r, c].every((value) => value === undefined || typeof value === 'string');
  return {
    // Shown as text, not as JSON.
    facet: isTold && (facet === 'events' || r !== reference || c !== candidate) ? 'stdout' : facet,
    kind,
    path,
    ...(r !== undefined && { reference: r }),
    ...(c !== undefined && { candidate: c }),
  };
}

/** A line or message that is a JSON object, as its keys. */
function asObject(value: Json | undefined): Json | undefined {
  return typeof value === 'string' && /^\s*\{"/.test(value) ? jsonIn(value) : undefined;
}

function toldOf(facet: FacetName, value: Json): Json {
  if (facet === 'stdout' || facet === 'stderr') return withoutTimes(value);
  if (typeof value !== 'object' || value === null) return value;
  const { info, ended, says, kind, change, ...rest } = value as {
    readonly info?: { readonly msg?: string; readonly level?: string };
    readonly ended?: string;
    readonly says?: string;
    readonly kind?: string;
    readonly change?: string;
  };
  if (facet === 'events' && info?.msg !== undefined) return `[${info.level}] ${withoutTime(info.msg)}`;
  if (ended !== undefined && says !== undefined) return `${ended}: ${says}`;
  if (facet === 'files' && kind && change && Object.keys(rest).length === 0) return `${change} ${kind}`;
  return value;
}

const withoutTimes = (value: Json): Json =>
  typeof value === 'string'
    ? withoutTime(value)
    : Array.isArray(value)
      ? value.map((line: Json) => (typeof line === 'string' ? withoutTime(line) : line))
      : value;

/** Lines of console output without colours and the time of day. */
export const withoutTime = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/^\{time\} {0,2}/gm, '');
