/** How far the options of the reference's commands were tried. */

import type { Case } from '../cases/case.ts';
import { formsOf } from '../cases/options/alone.ts';
import type { CommandOptions } from '../cases/options/matrix.ts';
import { allPairs, pairsIn } from '../cases/options/pairs.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';

/** What a list of cases tries of a command’s options. */
export interface FlagsTried {
  readonly total: number;
  /** Options tried alone in every form they have. */
  readonly alone: number;
  /** Share of the pairs of levels of the command’s own options that stand together in a case. */
  readonly pairwise: number;
  /** Options not tried alone in every form. */
  readonly missing: readonly string[];
}

export interface FlagCoverage extends FlagsTried {
  /** Options tried alone that had a visible effect on the reference, or that are exempt. */
  readonly effective: number;
  /** Of these, the exempt ones without effect. */
  readonly excused: number;
  /** Options without effect that are not exempt. */
  readonly idle: readonly string[];
  /** Exempt options that had an effect. */
  readonly wrongly_excused: readonly string[];
}

/** What cases try, whether or not they were run. */
export function flagsTried({ command, options }: CommandOptions, cases: readonly Case[]): FlagsTried {
  const tried = cases.filter((one) => one.command === command).flatMap((one) => one.tried ?? []);
  const forms = Map.groupBy(
    tried.filter((each) => 'form' in each),
    ({ option }) => option,
  );
  const missing = options.filter((each) => {
    const wanted = formsOf(each);
    return (
      wanted.length === 0 ||
      wanted.some(({ form }) => !forms.get(each.name)?.some((one) => one.form === form))
    );
  });
  const own = options.filter((each) => each.own);
  const pairs = allPairs(own);
  const rows = tried.flatMap(({ levels }) => (levels ? [levels] : []));
  const covered = new Set(rows.flatMap((levels) => pairsIn(levels, own)));
  return {
    total: options.length,
    alone: options.length - missing.length,
    pairwise: pairs.length === 0 ? 1 : pairs.filter((pair) => covered.has(pair)).length / pairs.length,
    missing: missing.map(({ name }) => name),
  };
}

/** What a run tried: of cases whose subject was reached on both sides. */
export function flagCoverage(planned: CommandOptions, results: readonly CaseResult[]): FlagCoverage {
  const counted = results.filter(
    (result) => result.case.command === planned.command && compared.includes(result.verdict),
  );
  const seen = new Map<string, { effect: boolean; exempt: boolean }>();
  for (const { case: one, effect = false } of counted) {
    if (!one.tried || !('form' in one.tried)) continue;
    const { option, noEffect } = one.tried;
    const before = seen.get(option)?.effect ?? false;
    seen.set(option, { effect: effect || before, exempt: noEffect !== undefined });
  }
  const names = (which: (seen: { effect: boolean; exempt: boolean }) => boolean) =>
    [...seen].filter(([, one]) => which(one)).map(([name]) => name);
  return {
    ...flagsTried(
      planned,
      counted.map((result) => result.case),
    ),
    effective: names(({ effect, exempt }) => effect || exempt).length,
    excused: names(({ effect, exempt }) => exempt && !effect).length,
    idle: names(({ effect, exempt }) => !effect && !exempt),
    wrongly_excused: names(({ effect, exempt }) => effect && exempt),
  };
}
