/** What a run tested: promises of the specification, and options of the reference's commands. */
import type { Case } from '../cases/case.ts';
import { formsOf } from '../cases/options/alone.ts';
import { allPairs, pairsIn } from '../cases/options/pairs.ts';
import { promises } from '../cases/requirements.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';
import type { FlagCoverage, Report } from './json/schema.ts';
import type { RunData } from './run.ts';

type PromiseCoverage = Report['coverage']['promises'];
type PlannedOptions = RunData['options'][number];

/** Cases whose subject was reached on both sides. */
const comparedIn = (results: readonly CaseResult[]) =>
  results.filter(({ verdict }) => compared.includes(verdict));

/** Coverage of all promises, whatever commands and tier the run was about. */
export const promiseCoverage = (results: readonly CaseResult[]): PromiseCoverage =>
  coverageOf(comparedIn(results).map((result) => result.case));

/** Coverage of all promises by a list of cases. `missing` is in the order of the specification. */
export function coverageOf(cases: readonly Case[]): PromiseCoverage {
  const named = new Set(cases.flatMap(({ checks }) => checks));
  const ids = Object.keys(promises);
  const missing = ids.filter((id) => !named.has(id));
  return { proved: ids.length - missing.length, total: ids.length, missing };
}

/** What a list of cases tries of a command's options. */
export type FlagsTried = Pick<FlagCoverage, 'total' | 'alone' | 'pairwise' | 'missing'>;

export function flagsTried({ command, options }: PlannedOptions, cases: readonly Case[]): FlagsTried {
  const tried = cases.flatMap((testCase) => (testCase.command === command ? (testCase.tried ?? []) : []));
  const isTried = (option: string, form: string) =>
    tried.some((each) => 'form' in each && each.option === option && each.form === form);
  const missing = options.filter((option) => {
    const forms = formsOf(option);
    return forms.length === 0 || forms.some(({ form }) => !isTried(option.name, form));
  });
  const own = options.filter((option) => option.own);
  const pairs = allPairs(own);
  const covered = new Set(tried.flatMap(({ levels }) => (levels ? pairsIn(levels, own) : [])));
  return {
    total: options.length,
    alone: options.length - missing.length,
    pairwise: pairs.length === 0 ? 1 : pairs.filter((pair) => covered.has(pair)).length / pairs.length,
    missing: missing.map(({ name }) => name),
  };
}

/** What a run tested of a command's options, and which had an effect on the reference. */
export function flagCoverage(planned: PlannedOptions, results: readonly CaseResult[]): FlagCoverage {
  const counted = comparedIn(results).filter((result) => result.case.command === planned.command);
  const seen = new Map<string, { effect: boolean; excused: boolean }>();
  for (const { case: testCase, effect = false } of counted) {
    if (!testCase.tried || !('form' in testCase.tried)) continue;
    const { option, silent } = testCase.tried;
    seen.set(option, {
      effect: effect || (seen.get(option)?.effect ?? false),
      excused: silent !== undefined,
    });
  }
  const names = (isMeant: (option: { effect: boolean; excused: boolean }) => boolean) =>
    [...seen].filter(([, option]) => isMeant(option)).map(([name]) => name);
  const { missing, ...tried } = flagsTried(
    planned,
    counted.map((result) => result.case),
  );
  return {
    ...tried,
    effective: names(({ effect, excused }) => effect || excused).length,
    excused: names(({ effect, excused }) => excused && !effect).length,
    missing,
    idle: names(({ effect, excused }) => !effect && !excused),
    wrongly_excused: names(({ effect, excused }) => effect && excused),
  };
}
