/** How the command line ends on signals and errors. */
import { CommanderError } from 'commander';
import { exits, Problem } from '../config/problem.ts';
import { hasColour, painter } from '../report/terminal/paint.ts';

/** What a shell reports for a program that ends by a signal. */
const signalled = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The reason of the abort when a signal stops a run. */
class Stopped extends Error {
  readonly exitCode: number;
  constructor(signal: keyof typeof signalled) {
    super(`stopped by ${signal}`);
    this.exitCode = signalled[signal];
  }
}

/** Tells a run to stop. */
export interface Stop {
  readonly signal: AbortSignal;
  /** To be called when engines and database have ended: from then on a second signal, also an earlier one, ends the process at once. */
  readonly enginesEnded: () => void;
}

/** npm passes on a signal that the terminal has sent to us as well: within this time a second signal is the same one. */
const repeatMs = 500;

/** The first signal aborts what runs. The process ends when engines, database and reports have ended, or on a second signal. */
export function stopOnSignals(): Stop {
  const stop = new AbortController();
  let stopped: Stopped | undefined;
  let [since, again, isOver] = [0, false, false];
  const leave = () => {
    if (stopped && again && isOver) process.exit(stopped.exitCode);
  };
  for (const signal of Object.keys(signalled) as (keyof typeof signalled)[])
    process.on(signal, () => {
      if (stopped) {
        again ||= Date.now() - since > repeatMs;
        leave();
        return;
      }
      since = Date.now();
      process.stderr.write(`\n${signal}: stopping engines and database …\n`);
      stopped = new Stopped(signal);
      stop.abort(stopped);
    });
  return {
    signal: stop.signal,
    enginesEnded: () => {
      isOver = true;
      leave();
    },
  };
}

/**
 * Says why it ended: what happened, why, what to do next. A defect of dvt-compat shows its stack.
 * @returns the exit code.
 */
export function tellFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exits.usage;
  const stopped = [error, (error as { cause?: unknown } | null)?.cause].find(
    (each) => each instanceof Stopped,
  );
  if (stopped) return stopped.exitCode;
  const paint = painter(hasColour(process.stderr));
  const head = (text: string) => `${paint('red', '✖')} ${paint('bold', text)}`;
  if (error instanceof Problem) {
    const indented = error.why.replaceAll('\n', '\n  ');
    process.stderr.write(`${head(error.message)}\n  ${indented}\n${paint('dim', '→')} ${error.remedy}\n`);
    return exits[error.kind];
  }
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${head('internal error; please report it')}\n${stack}\n`);
  return exits.environment;
}
