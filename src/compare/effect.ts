/** Whether an option has an effect: compares what the reference shows with it and without it. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Case } from '../cases/case.ts';
import { nameOf } from '../dbt/log-event.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { type Normalised, normalise } from '../normalise/normalise.ts';
import type { Json } from '../observe/observation.ts';
import { type ReferenceContext, type ReferenceRun, runReference } from './reference/run-reference.ts';
import type { StepObservation } from './run-side.ts';

export interface EffectContext extends ReferenceContext {
  /** Digests of what the reference shows without options, by what is run: many cases share the same run. */
  readonly resultsWithoutOption: Map<string, Promise<string>>;
}

interface Tried extends ReferenceRun {
  readonly context: EffectContext;
  /** What the reference showed with the option, in the same workspace. */
  readonly shown: readonly StepObservation[];
}

/**
 * Runs the reference without the option that a case tries alone, and compares.
 * @returns nothing for a case that tries no option alone.
 */
export async function measureEffect({ shown, ...run }: Tried): Promise<Pick<CaseResult, 'effect'>> {
  const { context, testCase, workspace } = run;
  const { tried, ...rest } = testCase;
  if (!tried || !('form' in tried)) return {};
  const without: Case = { ...rest, steps: tried.without };
  const { project, state, steps, deadlineSeconds } = without;
  const key = JSON.stringify([workspace.root, project, state, steps, deadlineSeconds]);
  const evidence = path.join(run.evidence, 'without');
  const digest =
    context.resultsWithoutOption.get(key) ??
    runReference({ ...run, testCase: without, evidence }).then((reference) => digestOfLast(reference.steps));
  context.resultsWithoutOption.set(key, digest);
  return { effect: digestOfLast(shown) !== (await digest) };
}

const digestOfLast = (steps: readonly StepObservation[]): string => {
  const { observation, context } = steps.at(-1) as StepObservation;
  return digestOf(normalise(observation, context));
};

/** Events that only repeat the command line. */
const echoes: readonly string[] = ['MainReportArgs', 'CommandCompleted'];

/**
 * Digest of everything that a step showed, except for the command line itself, which engines repeat in their log and in
 * `args` of results. Only digests of the same workspace can be compared: its names decide the order of sets.
 */
export function digestOf(step: Normalised): string {
  const invocations = step.invocations.map(({ command, events }) => ({
    command,
    events: events.filter((event) => !echoes.includes(nameOf(event) ?? '')),
  }));
  const artifacts = Object.entries(step.artifacts).map(([file, { content, invalid }]) => [
    file,
    { content: withoutArgs(content), invalid },
  ]);
  const shown = { ...step, invocations, artifacts: Object.fromEntries(artifacts) };
  return createHash('sha256')
    .update(JSON.stringify(canonical(shown as unknown as Json)))
    .digest('hex');
}

const withoutArgs = (content: Json): Json =>
  content !== null && typeof content === 'object' && 'args' in content
    ? { ...(content as Record<string, Json>), args: null }
    : content;

/** Sorts keys. */
function canonical(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, canonical(item)]),
  );
}
