/** The checks of the audit. */

import type { PlannedSuite } from '../cases/options/matrix.ts';
import { requirements } from '../cases/requirements.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import { expectationsToFix } from '../findings/expectations/to-fix.ts';
import { normalisers } from '../normalise/registry.ts';
import { coverageOf, flagsTried } from '../report/coverage.ts';
import { type Recorded, resultsOf } from './recorded.ts';

/** Something in the suites that must be fixed. */
export interface Flaw {
  /** Name of the check that found it. */
  readonly area: string;
  /** Unique in its area: a requirement, `run --empty`, the id of an expectation. */
  readonly subject: string;
  /** What is wrong, completing "<subject> …". */
  readonly what: string;
  /** File to change, from the root of the checkout. */
  readonly file: string;
  readonly remedy: string;
}

export interface Material {
  /** The suites with the cases of their matrices. */
  readonly planned: readonly PlannedSuite[];
  /** A finished run, if there is one. */
  readonly recorded?: Recorded | undefined;
  /** Whether that run had all cases of its tier. */
  readonly whole: boolean;
  /** For the candidate of that run. */
  readonly expectations: readonly Expectation[];
}

export interface Check {
  /** What it finds, as a heading. */
  readonly about: string;
  /** Whether it needs a finished run. */
  readonly ofRun: boolean;
  readonly find: (material: Material) => readonly Omit<Flaw, 'area'>[];
}

/** A check of a finished run finds nothing if there is none. */
const inRun =
  (find: (recorded: Recorded, material: Material) => readonly Omit<Flaw, 'area'>[]): Check['find'] =>
  (material) =>
    material.recorded ? find(material.recorded, material) : [];

const suiteFile = (command: string) => `suites/${command}.ts`;

export const checks = {
  expectations: {
    about: 'Stale or overlapping expectations',
    ofRun: true,
    find: inRun((recorded, { planned, expectations }) => {
      const cases = planned.flatMap((suite) => suite.cases);
      const results = resultsOf(recorded, cases, expectations);
      return expectationsToFix(
        expectations,
        cases.map(({ id }) => id),
        results,
      ).map(({ file, id, why }) => ({
        subject: id,
        what: why,
        file: file.includes('/') ? file : `suites/expectations/${file}`,
        remedy: 'Remove the entry, or narrow it to differences that still occur.',
      }));
    }),
  },
  adaptations: {
    about: 'Unneeded adaptations',
    ofRun: true,
    // The run itself has checked whether their as-is cases still show the rejection.
    find: inRun(({ adaptations }) =>
      adaptations.map(({ file, id, why }) => ({
        subject: id,
        what: why,
        file,
        remedy: 'Remove the adaptation, or fix its as_is case.',
      })),
    ),
  },
  promises: {
    about: 'Requirements of the specification without a case',
    ofRun: false,
    find: ({ planned }) =>
      coverageOf(planned.flatMap((suite) => suite.cases)).missing.map((id) => ({
        subject: id,
        what: `has no case: ${requirements[id]}`,
        file: 'suites',
        remedy: `Add a case that tests it, with checks: ['${id}'] (docs/adding-a-case.md).`,
      })),
  },
  options: {
    about: 'Options of the reference that are not tested in every form',
    ofRun: false,
    find: ({ planned }) =>
      planned.flatMap((suite) =>
        flagsTried(suite, suite.cases).missing.map((option) => ({
          subject: `${suite.command} ${option}`,
          what: 'is not tested alone in every form',
          file: suiteFile(suite.command),
          remedy: 'Give it a value in the options of the suite, or in suites/shared/options.ts.',
        })),
      ),
  },
  'idle-options': {
    about: 'Options without visible effect, or with an effect although they are exempt',
    ofRun: true,
    find: inRun(({ flags }) =>
      Object.entries(flags).flatMap(([command, { idle, wrongly_excused }]) => [
        ...idle.map((option) => ({
          subject: `${command} ${option}`,
          what: 'had no visible effect on the reference',
          file: suiteFile(command),
          remedy: 'Test it where it has an effect, or explain with `noEffect` why it has none.',
        })),
        ...wrongly_excused.map((option) => ({
          subject: `${command} ${option}`,
          what: 'is marked with `noEffect` but had a visible effect on the reference',
          file: suiteFile(command),
          remedy: 'Remove `noEffect` from its test.',
        })),
      ]),
    ),
  },
  normalisers: {
    about: 'Normalisers that changed nothing',
    ofRun: true,
    // A smoke run has few cases, so a normaliser may be needed only by others.
    find: inRun((recorded, { whole }) =>
      normalisers
        .filter(({ name }) => whole && recorded.run.tier !== 'smoke' && !recorded.normalisers[name])
        .map(({ name }) => ({
          subject: name,
          what: 'changed nothing in a whole run',
          file: 'src/normalise/registry.ts',
          remedy: 'Remove it if no engine needs it: a normaliser can hide real differences.',
        })),
    ),
  },
  cases: {
    about: 'Cases that could not be judged',
    ofRun: true,
    find: inRun(({ results }) =>
      results
        .filter(({ verdict }) => verdict === 'error')
        .map(({ case: { id } }) => ({
          subject: id,
          what: 'ended in an error and says nothing about the candidate',
          file: suiteFile(id.split('/')[0] ?? ''),
          remedy: `Reproduce it: npm run compat -- repro ${id}`,
        })),
    ),
  },
} as const satisfies Readonly<Record<string, Check>>;

/** Everything that must be fixed, in the order of the checks. */
export const flawsIn = (material: Material): readonly Flaw[] =>
  Object.entries<Check>(checks).flatMap(([area, { find }]) =>
    find(material).map((flaw) => ({ area, ...flaw })),
  );
