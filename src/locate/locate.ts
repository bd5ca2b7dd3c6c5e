/** Locates a cause: traces the candidate in chosen cases, and ranks the functions that were executed. */
import PQueue from 'p-queue';
import { cacheFolder, type Session } from '../compare/session.ts';
import { counted } from '../facets/wording.ts';
import type { Cause } from '../findings/cause.ts';
import type { Code } from '../findings/suspects/code-index.ts';
import type { Chosen } from './cases-to-trace.ts';
import { type Ranked, rankFunctions } from './rank.ts';
import { readTraces } from './read-traces.ts';
import { type TracedCase, traceCase } from './trace-case.ts';
import { traceableIn } from './traceable.ts';
import { provideTracer, tracingEnvironment } from './tracer.ts';

export interface Located {
  readonly cause: string;
  readonly title: string;
  readonly cases: readonly TracedCase[];
  /** How many functions were executed in at least one case. */
  readonly executed: number;
  /** Those that agree with the cause, the best first. */
  readonly functions: readonly Ranked[];
  /** Own modules of the candidate that could not be traced. */
  readonly compiled: readonly string[];
}

interface Locating {
  readonly session: Session;
  readonly finding: Cause;
  /** What is known of both engines' code. */
  readonly code: Code | undefined;
  readonly chosen: readonly Chosen[];
  /** How many cases run in parallel. */
  readonly workers: number;
}

/** @throws Problem when the environment fails, the signal's reason when stopped. */
export async function locateCause(locating: Locating): Promise<Located> {
  const { session, finding, code, chosen, workers } = locating;
  const { candidate, signal, say } = session;
  const { include, nameOf, compiled } = await traceableIn(candidate);
  const tracer = await provideTracer(candidate, cacheFolder(), say, signal);
  const showing = chosen.filter(({ shows }) => shows).length;
  say(
    `tracing ${candidate.command} in ${counted(showing, 'case')} with the cause and ${counted(chosen.length - showing, 'case')} without it`,
  );
  const queue = new PQueue({ concurrency: workers });
  let done = 0;
  const trace = async (each: Chosen) => {
    const traced = await traceCase(session, each, (into) =>
      tracingEnvironment(candidate, tracer, into, include),
    );
    say(`${++done} of ${chosen.length} ${saying(traced)}`);
    return traced;
  };
  const cases = await Promise.all(chosen.map((each) => queue.add(() => trace(each))));
  const used = cases.filter(({ unusable }) => unusable === undefined);
  const traces = Object.fromEntries(used.map(({ id, trace }) => [id, trace]));
  const functions = (await readTraces(candidate, tracer.library, traces)).map((executed) => ({
    ...executed,
    file: nameOf(executed.file),
  }));
  const ids = (shows: boolean) => used.filter((each) => each.shows === shows).map(({ id }) => id);
  return {
    cause: finding.fingerprint,
    title: finding.title,
    cases,
    executed: functions.length,
    functions: rankFunctions({
      functions,
      showing: ids(true),
      others: ids(false),
      suspects: finding.suspects.map(({ file }) => file),
      changed: code?.changedFiles.flatMap((index) => code.candidate.files[index] ?? []) ?? [],
    }),
    compiled,
  };
}

const saying = ({ id, shows, seconds, unusable }: TracedCase): string =>
  `${id} ${shows ? 'shows it' : 'does not show it'}, ${seconds.toFixed(1)} s${unusable ? `; does not count: ${unusable}` : ''}`;
