/**
 * Confirms what a case shows by starting both engines the way a user does. A warm host is ours: what only it shows is no
 * difference of an engine, and no verdict rests on it.
 */

import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import type { Side } from '../../workspace/workspace.ts';
import { judgeSides } from '../judge-sides.ts';
import type { ReferenceSide } from '../reference/side.ts';
import { isWarm, type StepObservation } from '../run-side.ts';
import type { Session } from '../session.ts';
import { confirm, isDoubtful } from './confirm.ts';
import { findHostFault } from './host-fault.ts';
import type { SideRuns } from './side-runs.ts';

type Steps = readonly StepObservation[];

export interface Judged {
  readonly result: CaseResult;
  /** The reference that it was judged by. */
  readonly reference: ReferenceSide;
}

export interface Unconfirmed {
  readonly session: Session;
  readonly one: Case;
  readonly runs: SideRuns;
  /** The first run and what it was judged to be. */
  readonly first: { readonly reference: ReferenceSide; readonly candidate: Steps };
  readonly result: CaseResult;
  /** How often a case that differs is run at least. */
  readonly repeat: number;
  /** Whether the case is run cold whatever it shows. */
  readonly checkCold: boolean;
  /** The candidate's first cold run, where there was one already. */
  readonly checked: Steps | undefined;
}

/** Runs a case cold where its verdict needs that, and judges it by what the cold runs show. */
export async function confirmCase(unconfirmed: Unconfirmed): Promise<Judged> {
  const { session, first, result, repeat, checkCold } = unconfirmed;
  const unseen = session.confirmations.claim(result);
  const doubtful = isDoubtful(result) || unseen || leansOnLead(session, result);
  const hosted = isWarm(first.reference.steps) || isWarm(first.candidate);
  const judged = { result, reference: first.reference };
  if (doubtful && repeat === 1) return first.reference.cached ? judgeLive(unconfirmed) : judged;
  if (doubtful && (hosted || first.reference.cached)) return judgeCold(unconfirmed);
  if (doubtful) return { ...judged, result: await repeatCold(unconfirmed, [result]) };
  return checkCold && hosted ? checkSame(unconfirmed) : judged;
}

/**
 * Whether a difference is covered only as it follows from a covered one. Once all cases of the run are known it may turn out to
 * have another cause, and a cause is reported from cold runs alone.
 */
const leansOnLead = ({ expect }: Session, { case: one, differences }: CaseResult): boolean =>
  differences.some(
    (difference) => difference.expectation !== undefined && expect(one.id, difference) === undefined,
  );

/** Without confirmation, no difference rests on what the reference showed another day. */
async function judgeLive({ session, one, runs, first }: Unconfirmed): Promise<Judged> {
  const reference = { steps: await runs.again('reference', 'warm'), cached: false };
  return { result: judgeSides(session, one, reference, first.candidate), reference };
}

/** Judges the case by cold runs of both sides, more of them where a side differs from its warm run. */
async function judgeCold(unconfirmed: Unconfirmed): Promise<Judged> {
  const { session, one, runs, first, result, checked } = unconfirmed;
  const cold = {
    reference: await runs.again('reference', 'cold'),
    candidate: checked ?? (await runs.again('candidate', 'cold')),
  };
  const compared = {
    reference: await compareSide(unconfirmed, 'reference', cold.reference),
    candidate: await compareSide(unconfirmed, 'candidate', cold.candidate),
  };
  const blamed = blame(unconfirmed, compared);
  const times = Math.max(compared.reference.cold.length, compared.candidate.cold.length);
  const results = Array.from({ length: times }, (_, n) =>
    judgeSides(
      session,
      one,
      { steps: compared.reference.cold[n] ?? cold.reference, cached: false },
      compared.candidate.cold[n] ?? cold.candidate,
    ),
  ) as [CaseResult, ...CaseResult[]];
  // A warm run that no host spoiled says as much as a cold one; not so a reference of another day.
  const spoiled = blamed || session.confirmations.isVoid(result, session);
  const counts = !spoiled && !(first.reference.cached && compared.reference.differs);
  const final = await repeatCold(unconfirmed, counts ? [...results, result] : results);
  await runs.useColdEvidence();
  return { result: final, reference: { steps: cold.reference, cached: false } };
}

/** Checks a case that shows nothing new: where the hosts showed what the engines show, it stays as it is. */
async function checkSame(unconfirmed: Unconfirmed): Promise<Judged> {
  const { session, runs, first, result, checked } = unconfirmed;
  const candidate =
    isWarm(first.candidate) &&
    (await compareSide(unconfirmed, 'candidate', checked ?? (await runs.again('candidate', 'cold'))));
  // One engine on both sides has one host.
  const told = candidate && session.reference.program === session.candidate.program;
  const reference =
    isWarm(first.reference.steps) &&
    !told &&
    (await compareSide(unconfirmed, 'reference', await runs.again('reference', 'cold')));
  if ([candidate, reference].some((side) => side && side.invented.length > 0)) return judgeCold(unconfirmed);
  return { result: { ...result, checkedCold: true }, reference: first.reference };
}

const compareSide = ({ first, runs }: Unconfirmed, side: Side, cold: Steps) =>
  findHostFault(side === 'reference' ? first.reference.steps : first.candidate, cold, moreRuns(runs, side));

const moreRuns = (runs: SideRuns, side: Side) => ({
  cold: () => runs.again(side, 'cold'),
  warm: () => runs.again(side, 'warm'),
});

type ComparedSides = Readonly<Record<Side, Awaited<ReturnType<typeof findHostFault>>>>;

/** Tells the session which hosts are at fault. @returns whether any is. */
function blame({ session, one }: Unconfirmed, compared: ComparedSides): boolean {
  const sides = (['reference', 'candidate'] as const).filter((side) => compared[side].invented.length > 0);
  for (const side of sides)
    session.confirmations.invented({ case: one.id, side, places: compared[side].invented }, session[side]);
  return sides.length > 0;
}

/** More cold runs of both sides until there are as many as asked for, and what all of them together say. */
async function repeatCold(
  { session, one, runs, repeat }: Unconfirmed,
  results: readonly [CaseResult, ...CaseResult[]],
): Promise<CaseResult> {
  const all: [CaseResult, ...CaseResult[]] = [...results];
  while (all.length < repeat && isDoubtful(all[0])) {
    const reference = { steps: await runs.again('reference', 'cold'), cached: false };
    all.push(judgeSides(session, one, reference, await runs.again('candidate', 'cold')));
  }
  return confirm(all);
}
