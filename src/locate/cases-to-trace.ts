/** Chooses the cases in which a cause is located: some that show it, and similar ones that do not. */

import type { Case } from '../cases/case.ts';
import { causeOf } from '../facets/difference.ts';
import { type CaseResult, compared } from '../findings/verdict.ts';

/** A case to trace. */
export interface Chosen {
  readonly case: Case;
  /** Indices of the engine steps that are traced. */
  readonly steps: readonly number[];
  readonly shows: boolean;
  /** How each step of the candidate ended in the run. */
  readonly ended: ReadonlyMap<number, number | string>;
}

const mostShowing = 3;
const mostOthers = 5;

/**
 * At most three cases that show a cause and five others, the shortest of different commands first. Others are of the
 * same commands if possible, and as similar as possible: they start from the same state, end in the same way, take as long;
 * and preferably show no difference.
 * @param cause its id.
 */
export function casesToTrace(results: readonly CaseResult[], cause: string): readonly Chosen[] {
  const stepOf = (result: CaseResult) => firstStep(result, cause);
  const showing = byTurns(
    results
      .filter((result) => stepOf(result) !== undefined && result.exits !== undefined)
      .toSorted(bySeconds),
  ).slice(0, mostShowing);
  const commands = new Set(results.filter((result) => stepOf(result) !== undefined).map(commandOf));
  const others = results.filter(
    (result) => stepOf(result) === undefined && compared.includes(result.verdict),
  );
  const likeness = (result: CaseResult) => Math.max(...showing.map((shown) => similarity(result, shown)));
  const distance = (result: CaseResult) =>
    Math.min(...showing.map((shown) => Math.abs(result.seconds.candidate - shown.seconds.candidate)));
  const similar = others.toSorted((a, b) => likeness(b) - likeness(a) || distance(a) - distance(b));
  const related = similar.filter((result) => commands.has(commandOf(result)));
  const unrelated = similar.filter((result) => !commands.has(commandOf(result)));
  return [
    ...showing.map((result) => chosen(result, [stepOf(result) ?? 0], true)),
    ...[...byTurns(related), ...byTurns(unrelated)]
      .slice(0, mostOthers)
      .map((result) => chosen(result, engineSteps(result), false)),
  ];
}

function firstStep({ differences }: CaseResult, cause: string): number | undefined {
  const steps = differences.filter((result) => causeOf(result) === cause).map(({ step }) => step);
  return steps.length > 0 ? Math.min(...steps) : undefined;
}

const chosen = (result: CaseResult, steps: readonly number[], shows: boolean): Chosen => ({
  case: result.case,
  steps,
  shows,
  ended: new Map(result.exits?.map(({ step, candidate }) => [step, candidate])),
});

const engineSteps = (result: CaseResult): readonly number[] =>
  result.case.steps.flatMap((step, index) => ('engine' in step ? [index] : []));

const commandOf = (result: CaseResult) => result.case.command;

const bySeconds = (a: CaseResult, b: CaseResult) => a.seconds.candidate - b.seconds.candidate;

/** The first case of each command, then the second of each, and so on. */
function byTurns(results: readonly CaseResult[]): readonly CaseResult[] {
  const turns = [...Map.groupBy(results, commandOf).values()].flatMap((group) => [...group.entries()]);
  return turns.toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

function similarity(result: CaseResult, other: CaseResult): number {
  const same = [
    result.case.project === other.case.project && result.case.state === other.case.state,
    result.exits?.at(-1)?.candidate === other.exits?.at(-1)?.candidate,
    commandOf(result) === commandOf(other),
    // A difference of another cause may come from the same function.
    result.differences.length === 0,
  ];
  return same.filter(Boolean).length;
}
