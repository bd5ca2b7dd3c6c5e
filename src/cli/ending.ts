/** How the command line ends when it does not end well. */
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { exits, Problem } from '../config/problem.ts';
import { hasColour } from './colour.ts';

/** What a shell reports for a program that a signal ended. */
const signalled = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The signal that stopped us, as the reason of the abort. */
class Stopped extends Error {
  readonly exitCode: number;
  constructor(signal: keyof typeof signalled) {
    super(`stopped by ${signal}`);
    this.exitCode = signalled[signal];
  }
}

/** How a run learns that it is to stop. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Says that nothing of ours runs any more: a second signal then ends the process at once, also one that came before. */
  readonly idle: () => void;
}

/** npm passes on what the terminal has sent to all of us: milliseconds in which a second signal is the first one again. */
const echo = 500;

/** A signal aborts what runs; the process ends when everything of ours is gone, whatever comes until then. */
export function stopOnSignals(): Stop {
  const stop = new AbortController();
  let stopped: Stopped | undefined;
  let [since, again, idle] = [0, false, false];
  const leave = () => {
    if (stopped && again && idle) process.exit(stopped.exitCode);
  };
  for (const signal of Object.keys(signalled) as (keyof typeof signalled)[])
    process.on(signal, () => {
      if (stopped) {
        again ||= Date.now() - since > echo;
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
    idle: () => {
      idle = true;
      leave();
    },
  };
}

/**
 * Tells a person why it ended: what happened, why, what to do next. A defect of the harness shows its stack.
 * @returns the exit code.
 */
export function tellFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exits.usage;
  const stopped = [error, (error as { cause?: unknown } | null)?.cause].find((one) => one instanceof Stopped);
  if (stopped) return stopped.exitCode;
  const { red, bold, dim } = pc.createColors(hasColour(process.stderr));
  if (error instanceof Problem) {
    const indented = error.why.replaceAll('\n', '\n  ');
    process.stderr.write(`${red('✖')} ${bold(error.message)}\n  ${indented}\n${dim('→')} ${error.remedy}\n`);
    return exits[error.kind];
  }
  const stack = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${red('✖')} ${bold('internal error; please report it')}\n${stack}\n`);
  return exits.environment;
}
