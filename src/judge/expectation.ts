/** Expectations: registered differences with a reason, one file per engine family under `suites/expectations/`. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { z } from 'zod';
import type { Untyped } from '../compare/difference.ts';
import { Problem } from '../config/problem.ts';
import { isAbout } from '../engines/about.ts';
import type { Engine } from '../engines/engine.ts';
import { type Entry, type ExpectationFile, entrySchema, parseExpectations } from './expectation-file.ts';

/** An entry with where it is written. */
export const expectationSchema = entrySchema.extend({ file: z.string() });

export interface Expectation extends Entry {
  /** Where it is written: `dvt-core.yaml`. */
  readonly file: string;
}

/** Says which expectation covers a deviation of a case, if one does. */
export type Expect = (caseId: string, deviation: Untyped) => string | undefined;

/** What tells whether a file is about a run. */
export interface Pair {
  readonly reference: Pick<Engine, 'spec' | 'release'>;
  readonly candidate: Pick<Engine, 'spec' | 'release'>;
}

/**
 * Reads the expectations for a candidate held against a reference. Files for others are checked as well.
 * @param folder `suites/expectations`.
 * @throws Problem (usage) naming the file and the entry that is wrong or doubled.
 */
export async function readExpectations(folder: string, pair: Pair): Promise<readonly Expectation[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const found: Expectation[] = [];
  for (const name of names) {
    const file = parseExpectations(name, await readFile(path.join(folder, name), 'utf8'));
    if (!concerns(file, pair)) continue;
    for (const one of file.expectations) {
      const other = found.find(({ id }) => id === one.id);
      if (other)
        throw new Problem(
          'usage',
          `Duplicate expectation ${one.id}`,
          `It is in suites/expectations/${other.file} and in suites/expectations/${name}. Ids must be unique.`,
          `Fix suites/expectations/${name}.`,
        );
      found.push({ ...one, file: name });
    }
  }
  return found;
}

/** Whether a file is about these two: what a candidate does otherwise than one engine, another may do as well. */
export const concerns = (
  { reference, candidate }: Pick<ExpectationFile, 'reference' | 'candidate'>,
  pair: Pair,
): boolean =>
  isAbout(pair.candidate, candidate) && (reference === undefined || isAbout(pair.reference, reference));

/** Matches deviations against expectations: every key an entry has must match. */
export function expecting(expectations: readonly Expectation[]): Expect {
  const matchers = matchersOf(expectations);
  return (caseId, deviation) => matchers.find(({ matches }) => matches(caseId, deviation))?.one.id;
}

/** Each expectation with what says whether it covers a deviation of a case. */
export const matchersOf = (expectations: readonly Expectation[]) =>
  expectations.map((one) => ({ one, matches: matcher(one), isCase: picomatch([...one.cases]) }));

function matcher(one: Expectation): (caseId: string, deviation: Untyped) => boolean {
  const isCase = picomatch(one.cases as string[]);
  const isPath = one.path === undefined ? () => true : picomatch(one.path, { bash: true });
  const [reference, candidate] = [one.reference, one.candidate].map((text) => text && new RegExp(text, 's'));
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const shows = (expected: RegExp | '' | undefined, value: unknown) =>
    !expected || (value !== undefined && expected.test(text(value)));
  const butFor = one.but_for === undefined ? undefined : new RegExp(one.but_for, 'gs');
  const without = (value: unknown) => value !== undefined && text(value).replaceAll(butFor as RegExp, '');
  const agree = (r: unknown, c: unknown) => butFor === undefined || without(r) === without(c);
  return (caseId, deviation) =>
    deviation.facet === one.facet &&
    deviation.kind === one.kind &&
    isCase(caseId) &&
    isPath(deviation.path) &&
    shows(reference, deviation.reference) &&
    shows(candidate, deviation.candidate) &&
    agree(deviation.reference, deviation.candidate);
}
