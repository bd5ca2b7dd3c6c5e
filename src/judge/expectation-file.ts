/** One file of expectations: what it must look like, and where in it something is wrong. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Problem } from '../config/problem.ts';
import { facetNames, kindNames } from '../facets/registry.ts';

const pattern = z.string().refine(isPattern, 'is not a regular expression');

export const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** `intended`: the specification says so. `known`: there is an issue for it. */
  status: z.enum(['intended', 'known']),
  /** Why it is not reported: a sentence a maintainer would accept. */
  reason: z
    .string()
    .refine((text) => text.trim().length >= 10, 'must explain why the difference is not reported'),
  issue: z.string().optional(),
  facet: z.enum(facetNames),
  kind: z.enum(kindNames),
  /** Glob over the difference’s path. */
  path: z.string().optional(),
  /** Globs over case ids. */
  cases: z.array(z.string()).min(1),
  /** Regular expressions over what each side showed, as text. */
  reference: pattern.optional(),
  candidate: pattern.optional(),
  /** Regular expression: without what it matches, both sides show the same. */
  but_for: pattern.optional(),
});

const file = z
  .strictObject({
    /** Glob over the candidate’s spec, or its package and version: whom these expectations are about. */
    candidate: z.string(),
    /** The same of whom they deviate from; whoever that is when absent. */
    reference: z.string().optional(),
    expectations: z.array(entrySchema),
  })
  .check(({ value, issues }) => {
    const [ids, contents] = [new Map<string, string>(), new Map<string, string>()];
    for (const [index, one] of value.expectations.entries()) {
      const { id, status: _, reason: __, issue: ___, ...matched } = one;
      const content = JSON.stringify(Object.entries(matched).toSorted());
      const refuse = (key: string, message: string) =>
        issues.push({ code: 'custom', path: ['expectations', index, key], message, input: one });
      if (ids.has(id)) refuse('id', 'is used twice; ids must be unique');
      else if (contents.has(content)) refuse('id', `covers the same as ${contents.get(content)}`);
      ids.set(id, id);
      contents.set(content, id);
    }
  });

export type Entry = z.output<typeof entrySchema>;
export type ExpectationFile = z.output<typeof file>;

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

/** `reason of compiles-first` */
function placeOf(raw: unknown, keys: readonly PropertyKey[]): string {
  const [list, index, ...inner] = keys;
  if (list !== 'expectations' || typeof index !== 'number') return keys.join('.') || 'the file';
  const id = (raw as { expectations: { id?: unknown }[] }).expectations[index]?.id;
  const whose = typeof id === 'string' ? id : `entry ${index + 1}`;
  return inner.length === 0 ? whose : `${inner.join('.')} of ${whose}`;
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
