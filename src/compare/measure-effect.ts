/** Runs the reference without the option that a case tries, in the same place, and says whether that shows. */
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { normalise } from '../normalise/normalise.ts';
import type { Prepared } from '../workspace/set-up.ts';
import type { Place } from '../workspace/workspace.ts';
import { shownBy } from './effect.ts';
import { type ReferenceSide, referenceSide } from './reference/side.ts';
import type { StepObservation } from './run-side.ts';
import type { Session } from './session.ts';

/**
 * Whether the option that a case tries alone has an effect on the reference.
 * @param first what the reference showed with it.
 * @returns nothing for a case that tries no option alone.
 */
export async function measureEffect(
  session: Session,
  one: Case,
  place: Place,
  prepared: Prepared,
  first: ReferenceSide,
): Promise<Pick<CaseResult, 'effect'>> {
  if (!one.tried || !('form' in one.tried)) return {};
  const { tried, ...rest } = one;
  const steps = tried.without;
  const base: Case = { ...rest, steps };
  const key = JSON.stringify([place.root, one.project, one.state, steps, one.deadlineSeconds]);
  const evidence = path.join(session.out, 'raw', one.id, 'without');
  const run = () => referenceSide(session, base, place, prepared, evidence, false);
  const without = await remembered(session.shownWithout, key, async () => shownLast(await run()));
  return { effect: shownLast(first) !== without };
}

const shownLast = ({ steps }: ReferenceSide): string => {
  const { observation, frame } = steps.at(-1) as StepObservation;
  return shownBy(normalise(observation, frame));
};

/** A value that is made once, also when several ask for it at a time. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
