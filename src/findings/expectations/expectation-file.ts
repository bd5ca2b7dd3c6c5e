/** One file of expectations: what it must look like, and where in it something is wrong. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Problem } from '../../config/problem.ts';
import type { Data } from '../../config/valid-json.ts';
import { facetNames, kindNames } from '../../facets/registry.ts';

const pattern = z.string().refine(isPattern, 'is not a regular expression');

/** One thing that a cause shows. Every key that is there must match. */
const factSchema = z.strictObject({
  facet: z.enum(facetNames),
  kind: z.enum(kindNames),
  /** Glob over the difference’s path. */
  path: z.string().optional(),
  /** Globs over case ids: only in these of the entry’s cases. */
  cases: z.array(z.string()).min(1).optional(),
  /** Regular expressions over what each side showed, as text. */
  reference: pattern.optional(),
  candidate: pattern.optional(),
  /** Regular expression: without what it matches, both sides show the same. */
  but_for: pattern.optional(),
});

/** A cause and the facts by which it shows. */
export const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** `intended`: the specification says so. `known`: there is an issue for it. */
  status: z.enum(['intended', 'known']),
  /** Why its differences are not new: a sentence a maintainer would accept. */
  reason: z.string().refine((text) => text.trim().length >= 10, 'must explain why the differences occur'),
  issue: z.string().optional(),
  /** Globs over case ids. */
  cases: z.array(z.string()).min(1),
  shows: z.array(factSchema).min(1),
});

const file = z
  .strictObject({
    /** Glob over the candidate’s spec, or its package and version. */
    candidate: z.string(),
    /** The same for the reference; any reference when absent. */
    reference: z.string().optional(),
    expectations: z.array(entrySchema),
  })
  .check(({ value, issues }) => {
    const [ids, facts] = [new Set<string>(), new Map<string, string>()];
    for (const [index, { id, cases, shows }] of value.expectations.entries()) {
      const refuse = (keys: readonly PropertyKey[], message: string) =>
        issues.push({ code: 'custom', path: ['expectations', index, ...keys], message, input: value });
      if (ids.has(id)) refuse(['id'], 'is used twice; ids must be unique');
      ids.add(id);
      for (const [at, fact] of shows.entries()) {
        const content = JSON.stringify([cases, Object.entries(fact).toSorted()]);
        const other = facts.get(content);
        if (other !== undefined) refuse(['shows', at], `covers the same as a fact of ${other}`);
        facts.set(content, id);
      }
    }
  });

export type ExpectedFact = Data<typeof factSchema>;
export type Entry = Data<typeof entrySchema>;
export type ExpectationFile = Data<typeof file>;

/**
 * @param name of the file in `suites/expectations/`.
 * @throws Problem (usage) with the place of everything that is wrong.
 */
export function parseExpectations(name: string, text: string): ExpectationFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (why: string) =>
    new Problem(
      'usage',
      `Invalid expectations in suites/expectations/${name}`,
      why,
      `Fix suites/expectations/${name}. docs/adding-an-expectation.md describes every key.`,
    );
  const [broken] = document.errors;
  if (broken) throw refuse(`line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  const raw: unknown = document.toJS();
  const result = file.safeParse(raw);
  if (result.success) return result.data;
  const lineOf = (keys: readonly PropertyKey[]): number => {
    const node = document.getIn(keys, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return keys.length === 0 ? 1 : lineOf(keys.slice(0, -1));
  };
  const places = result.error.issues.flatMap((issue) => {
    const at =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return at.map((keys) => `line ${lineOf(keys)}, ${placeOf(raw, keys)}: ${issue.message}`);
  });
  throw refuse(places.join('\n'));
}

/** `reason of compiles-first`, `kind in fact 2 of compiles-first` */
function placeOf(raw: unknown, keys: readonly PropertyKey[]): string {
  const [list, index, ...inner] = keys;
  if (list !== 'expectations' || typeof index !== 'number') return keys.join('.') || 'the file';
  const id = (raw as { expectations: { id?: unknown }[] }).expectations[index]?.id;
  const whose = typeof id === 'string' ? id : `entry ${index + 1}`;
  const [key, fact, ...rest] = inner;
  if (key === 'shows' && typeof fact === 'number')
    return [...(rest.length > 0 ? [rest.join('.'), 'in'] : []), `fact ${fact + 1} of ${whose}`].join(' ');
  return inner.length === 0 ? whose : `${inner.join('.')} of ${whose}`;
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
