/** Expectations: registered causes of differences with a reason, one file per engine family under `suites/expectations/`. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { z } from 'zod';
import { appliesTo } from '../../cases/adaptation.ts';
import { Problem } from '../../config/problem.ts';
import type { Data } from '../../config/valid-json.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Untyped } from '../../facets/difference.ts';
import {
  type ExpectationFile,
  type ExpectedFact,
  entrySchema,
  parseExpectations,
} from './expectation-file.ts';

export const expectationSchema = entrySchema.extend({
  /** Where it is written: `dvt-core.yaml`. */
  file: z.string(),
});
export type Expectation = Data<typeof expectationSchema>;

/** Says which expectation covers a deviation of a case, if one does. */
export type Expect = (caseId: string, deviation: Untyped) => string | undefined;

/** What tells whether a file is about a run. */
export interface Pair {
  readonly reference: Pick<Engine, 'spec' | 'release'>;
  readonly candidate: Pick<Engine, 'spec' | 'release'>;
}

/**
 * Reads the expectations for a candidate and a reference. Files for others are checked as well.
 * @param folder `suites/expectations`.
 * @throws Problem (usage) naming the file and the entry that is wrong or doubled.
 */
export async function readExpectations(folder: string, pair: Pair): Promise<readonly Expectation[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const found: Expectation[] = [];
  for (const name of names) {
    const file = parseExpectations(name, await readFile(path.join(folder, name), 'utf8'));
    if (!concerns(file, pair)) continue;
    for (const entry of file.expectations) {
      const other = found.find(({ id }) => id === entry.id);
      if (other)
        throw new Problem(
          'usage',
          `Duplicate expectation ${entry.id}`,
          `It is in suites/expectations/${other.file} and in suites/expectations/${name}. Ids must be unique.`,
          `Fix suites/expectations/${name}.`,
        );
      found.push({ ...entry, file: name });
    }
  }
  return found;
}

/** Whether a file is about these two: a candidate that differs from one engine may agree with another. */
export const concerns = (
  { reference, candidate }: Pick<ExpectationFile, 'reference' | 'candidate'>,
  pair: Pair,
): boolean =>
  appliesTo(pair.candidate, candidate) && (reference === undefined || appliesTo(pair.reference, reference));

/** Matches deviations against expectations: the first that has a fact which matches covers it. */
export function expecting(expectations: readonly Expectation[]): Expect {
  const matchers = matchersOf(expectations);
  return (caseId, deviation) => matchers.find(({ matches }) => matches(caseId, deviation))?.expectation.id;
}

/** A fact of an expectation. */
export interface Matcher {
  readonly expectation: Expectation;
  readonly fact: ExpectedFact;
  readonly isCase: (caseId: string) => boolean;
  /** Whether it covers a deviation of a case. */
  readonly matches: (caseId: string, deviation: Untyped) => boolean;
}

/** A matcher for each fact of each expectation, in their order. */
export const matchersOf = (expectations: readonly Expectation[]): readonly Matcher[] =>
  expectations.flatMap((expectation) => {
    const ofEntry = picomatch([...expectation.cases]);
    return expectation.shows.map((fact) => {
      const ofFact = fact.cases === undefined ? undefined : picomatch([...fact.cases]);
      const isCase = (caseId: string) => ofEntry(caseId) && (ofFact?.(caseId) ?? true);
      const isShown = matching(fact);
      return {
        expectation,
        fact,
        isCase,
        matches: (caseId, deviation) => isCase(caseId) && isShown(deviation),
      };
    });
  });

/** Whether a deviation is the fact: every key the fact has must match. */
function matching(fact: ExpectedFact): (deviation: Untyped) => boolean {
  const isPath = fact.path === undefined ? () => true : picomatch(fact.path, { bash: true });
  const [reference, candidate] = [fact.reference, fact.candidate].map(
    (text) => text && new RegExp(text, 's'),
  );
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const shows = (expected: RegExp | '' | undefined, value: unknown) =>
    !expected || (value !== undefined && expected.test(text(value)));
  const butFor = fact.but_for === undefined ? undefined : new RegExp(fact.but_for, 'gs');
  const without = (value: unknown) => value !== undefined && text(value).replaceAll(butFor as RegExp, '');
  const agree = (r: unknown, c: unknown) => butFor === undefined || without(r) === without(c);
  return (deviation) =>
    deviation.facet === fact.facet &&
    deviation.kind === fact.kind &&
    isPath(deviation.path) &&
    shows(reference, deviation.reference) &&
    shows(candidate, deviation.candidate) &&
    agree(deviation.reference, deviation.candidate);
}
