/** Expectations: registered differences with a reason, one file per engine family under `suites/expectations/`. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Deviation, type Kind, kinds } from '../compare/difference.ts';
import { Problem } from '../config/problem.ts';
import { facets } from '../observe/observation.ts';

const pattern = z.string().refine(isPattern, 'is not a regular expression');

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** `intended`: the specification says so. `known`: there is an issue for it. */
  status: z.enum(['intended', 'known']),
  /** Why it is not reported: a sentence a maintainer would accept. */
  reason: z.string().min(10),
  issue: z.string().optional(),
  facet: z.enum(facets),
  kind: z.enum(Object.keys(kinds) as [Kind, ...Kind[]]),
  /** Glob over the difference’s path. */
  path: z.string().optional(),
  /** Globs over case ids. */
  cases: z.array(z.string()).min(1),
  /** Regular expressions over what each side showed, as text. */
  reference: pattern.optional(),
  candidate: pattern.optional(),
});

const file = z.strictObject({
  /** Glob over the candidate’s spec: whom these expectations are about. */
  candidate: z.string(),
  expectations: z.array(entry),
});

/** An entry with where it is written. */
export const expectationSchema = entry.extend({ file: z.string() });

export interface Expectation extends z.output<typeof entry> {
  /** Where it is written: `dvt-core.yaml`. */
  readonly file: string;
}

/** Says which expectation covers a deviation of a case, if one does. */
export type Expect = (caseId: string, deviation: Deviation) => string | undefined;

/**
 * Reads the expectations for a candidate.
 * @param folder `suites/expectations`.
 * @throws Problem (usage) naming the file and the entry that is wrong or doubled.
 */
export async function readExpectations(folder: string, candidate: string): Promise<readonly Expectation[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const found: Expectation[] = [];
  for (const name of names) {
    const result = file.safeParse(parse(await readFile(path.join(folder, name), 'utf8')));
    const remedy = `Mend suites/expectations/${name}.`;
    if (!result.success)
      throw new Problem(
        'usage',
        `suites/expectations/${name} is not valid`,
        z.prettifyError(result.error),
        remedy,
      );
    if (!picomatch.isMatch(candidate, result.data.candidate, { bash: true })) continue;
    for (const one of result.data.expectations) {
      if (found.some(({ id }) => id === one.id))
        throw new Problem('usage', `The expectation ${one.id} is there twice`, `Ids are unique.`, remedy);
      found.push({ ...one, file: name });
    }
  }
  return found;
}

/** Matches deviations against expectations: every key an entry has must match. */
export function expecting(expectations: readonly Expectation[]): Expect {
  const matchers = matchersOf(expectations);
  return (caseId, deviation) => matchers.find(({ matches }) => matches(caseId, deviation))?.one.id;
}

/** Each expectation with what says whether it covers a deviation of a case. */
export const matchersOf = (expectations: readonly Expectation[]) =>
  expectations.map((one) => ({ one, matches: matcher(one), isCase: picomatch([...one.cases]) }));

function matcher(one: Expectation): (caseId: string, deviation: Deviation) => boolean {
  const isCase = picomatch(one.cases as string[]);
  const isPath = one.path === undefined ? () => true : picomatch(one.path, { bash: true });
  const [reference, candidate] = [one.reference, one.candidate].map((text) => text && new RegExp(text, 's'));
  const shows = (expected: RegExp | '' | undefined, value: unknown) =>
    !expected ||
    (value !== undefined && expected.test(typeof value === 'string' ? value : JSON.stringify(value)));
  return (caseId, deviation) =>
    deviation.facet === one.facet &&
    deviation.kind === one.kind &&
    isCase(caseId) &&
    isPath(deviation.path) &&
    shows(reference, deviation.reference) &&
    shows(candidate, deviation.candidate);
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
