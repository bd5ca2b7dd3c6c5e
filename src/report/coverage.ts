/** What a run tested: requirements of the specification, and options of the reference's commands. */
import type { Case } from '../cases/case.ts';
import { formsOf } from '../cases/options/alone.ts';
import { allPairs, pairsIn } from '../cases/options/pairs.ts';
import { requirements } from '../cases/requirements.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';
import type { FlagCoverage, Report } from './json/schema.ts';
import type { RunData } from './run.ts';

type RequirementCoverage = Report['coverage']['promises'];
type PlannedOptions = RunData['options'][number];

/** Cases whose subject was reached on both sides. */
const comparedIn = (results: readonly CaseResult[]) =>
  results.filter(({ verdict }) => compared.includes(verdict));

/** Coverage of all requirements, whatever the selection of the run. */
export const requirementCoverage = (results: readonly CaseResult[]): RequirementCoverage =>
  coverageOf(comparedIn(results).map((result) => result.case));

/** Coverage of all requirements by a list of cases. `missing` is in the order of the specification. */
export function coverageOf(cases: readonly Case[]): RequirementCoverage {
  const named = new Set(cases.flatMap(({ checks }) => checks));
  const ids = Object.keys(requirements);
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
  const seen = new Map<string, { effect: boolean; exempt: boolean }>();
  for (const { case: testCase, effect = false } of counted) {
    if (!testCase.tried || !('form' in testCase.tried)) continue;
    const { option, noEffect } = testCase.tried;
    seen.set(option, {
      effect: effect || (seen.get(option)?.effect ?? false),
      exempt: noEffect !== undefined,
    });
  }
  const names = (isMeant: (option: { effect: boolean; exempt: boolean }) => boolean) =>
    [...seen].filter(([, option]) => isMeant(option)).map(([name]) => name);
  const { missing, ...tried } = flagsTried(
    planned,
    counted.map((result) => result.case),
  );
  return {
    ...tried,
    effective: names(({ effect, exempt }) => effect || exempt).length,
    excused: names(({ effect, exempt }) => exempt && !effect).length,
    missing,
    idle: names(({ effect, exempt }) => !effect && !exempt),
    wrongly_excused: names(({ effect, exempt }) => effect && exempt),
  };
}
