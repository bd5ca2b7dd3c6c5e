/**
 * Confirms what a case shows by starting both engines as a user does. Warm hosts are part of dvt-compat: what only they show
 * is no difference of an engine, and no verdict depends on it.
 */
import type { Engine } from '../../engines/engine.ts';
import type { Expect } from '../../findings/expectations/expectation.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { debugOf } from '../../process/debug.ts';
import type { Side } from '../../workspace/workspace.ts';
import type { Runs } from '../judge-sides.ts';
import type { ReferenceSide } from '../reference/run-reference.ts';
import { isWarm, type StepObservation } from '../run-side.ts';
import type { SideRuns } from '../side-runs.ts';
import { confirm, isDoubtful } from './confirm.ts';
import type { Confirmations } from './confirmations.ts';
import { findHostFault, type HostComparison } from './host-fault.ts';

const debug = debugOf('confirm');

type Steps = readonly StepObservation[];

export interface ConfirmContext {
  readonly reference: Engine;
  readonly candidate: Engine;
  readonly expect: Expect;
  readonly confirmations: Confirmations;
}

export interface Unconfirmed {
  readonly context: ConfirmContext;
  /** The first run of each side, and its result. */
  readonly first: Runs & { readonly result: CaseResult };
  /** Makes further runs. */
  readonly runs: SideRuns;
  /** Judges a run of each side. */
  readonly judge: (runs: Runs) => CaseResult;
  /** How often a case with differences is run at least. */
  readonly repeat: number;
  /** Whether the case is run cold whatever it shows. */
  readonly checkCold: boolean;
  /** The first cold run of the candidate, if there was one already. */
  readonly checked: Steps | undefined;
}

export interface Confirmed {
  readonly result: CaseResult;
  /** The run of the reference that the result is based on. */
  readonly reference: ReferenceSide;
}

/** Runs a case cold if its verdict needs that, and judges it by what the cold runs show. */
export async function confirmCase(unconfirmed: Unconfirmed): Promise<Confirmed> {
  const { context, first, repeat, checkCold } = unconfirmed;
  const { result, reference, candidate } = first;
  const isNew = context.confirmations.claim(result);
  const doubtful = isDoubtful(result) || isNew || dependsOnOthers(context, result);
  const hosted = isWarm(reference.steps) || isWarm(candidate);
  const asItIs = { result, reference };
  debug(
    '%s is %s%s%s',
    result.case.id,
    result.verdict,
    doubtful ? ', to be confirmed' : '',
    hosted ? ', from a host' : '',
  );
  if (doubtful && repeat === 1) return reference.cached ? judgeLive(unconfirmed) : asItIs;
  if (doubtful && (hosted || reference.cached)) return judgeCold(unconfirmed);
  if (doubtful) return { ...asItIs, result: await repeatCold(unconfirmed, [result]) };
  return checkCold && hosted ? checkSame(unconfirmed) : asItIs;
}

/**
 * Whether a difference is expected only because it follows from one that is. When all cases of the run are known, it may
 * turn out to have another cause, and causes are reported from cold runs only.
 */
const dependsOnOthers = ({ expect }: ConfirmContext, { case: { id }, differences }: CaseResult): boolean =>
  differences.some(
    (difference) => difference.expectation !== undefined && expect(id, difference) === undefined,
  );

/** Even without confirmation, no difference depends on what the reference showed on another day. */
async function judgeLive({ runs, first, judge }: Unconfirmed): Promise<Confirmed> {
  const reference = uncached(await runs.again('reference', 'warm'));
  return { result: judge({ reference, candidate: first.candidate }), reference };
}

const uncached = (steps: Steps): ReferenceSide => ({ steps, cached: false });

/** Judges the case by cold runs of both sides, and more of them if a side differs from its warm run. */
async function judgeCold(unconfirmed: Unconfirmed): Promise<Confirmed> {
  const { context, runs, first, judge, checked } = unconfirmed;
  const cold = {
    reference: await runs.again('reference', 'cold'),
    candidate: checked ?? (await runs.again('candidate', 'cold')),
  };
  const compared = {
    reference: await compareWithCold(unconfirmed, 'reference', cold.reference),
    candidate: await compareWithCold(unconfirmed, 'candidate', cold.candidate),
  };
  const isHostAtFault = reportFaults(unconfirmed, compared);
  const times = Math.max(compared.reference.cold.length, compared.candidate.cold.length);
  const results = Array.from({ length: times }, (_, n) =>
    judge({
      reference: uncached(compared.reference.cold[n] ?? cold.reference),
      candidate: compared.candidate.cold[n] ?? cold.candidate,
    }),
  ) as [CaseResult, ...CaseResult[]];
  // A correct warm run counts as much as a cold one; a reference of another day does not.
  const isSpoiled = isHostAtFault || context.confirmations.isVoid(first.result, context);
  const counts = !isSpoiled && !(first.reference.cached && compared.reference.differs);
  const result = await repeatCold(unconfirmed, counts ? [...results, first.result] : results);
  await runs.useColdEvidence();
  return { result, reference: uncached(cold.reference) };
}

/** Checks a case without new differences: if the hosts showed what the engines show, the result stays. */
async function checkSame(unconfirmed: Unconfirmed): Promise<Confirmed> {
  const { context, runs, first, checked } = unconfirmed;
  const candidate =
    isWarm(first.candidate) &&
    (await compareWithCold(unconfirmed, 'candidate', checked ?? (await runs.again('candidate', 'cold'))));
  // The same engine on both sides has only one host.
  const isChecked = candidate && context.reference.program === context.candidate.program;
  const reference =
    isWarm(first.reference.steps) &&
    !isChecked &&
    (await compareWithCold(unconfirmed, 'reference', await runs.again('reference', 'cold')));
  if ([candidate, reference].some((side) => side && side.invented.length > 0)) return judgeCold(unconfirmed);
  return { result: { ...first.result, checkedCold: true }, reference: first.reference };
}

const compareWithCold = ({ first, runs }: Unconfirmed, side: Side, cold: Steps): Promise<HostComparison> =>
  findHostFault(side === 'reference' ? first.reference.steps : first.candidate, cold, {
    cold: () => runs.again(side, 'cold'),
    warm: () => runs.again(side, 'warm'),
  });

/** Tells the session which hosts are at fault. @returns whether any is. */
function reportFaults(
  { context, first }: Unconfirmed,
  compared: Readonly<Record<Side, HostComparison>>,
): boolean {
  const sides = (['reference', 'candidate'] as const).filter((side) => compared[side].invented.length > 0);
  for (const side of sides) {
    const found = { case: first.result.case.id, side, places: compared[side].invented };
    context.confirmations.invented(found, context[side]);
  }
  return sides.length > 0;
}

/** Makes cold runs of both sides until there are as many as requested. @returns what all results together say. */
async function repeatCold(
  { runs, judge, repeat }: Unconfirmed,
  results: readonly [CaseResult, ...CaseResult[]],
): Promise<CaseResult> {
  const all: [CaseResult, ...CaseResult[]] = [...results];
  while (all.length < repeat && isDoubtful(all[0])) {
    const reference = uncached(await runs.again('reference', 'cold'));
    all.push(judge({ reference, candidate: await runs.again('candidate', 'cold') }));
  }
  return confirm(all);
}
