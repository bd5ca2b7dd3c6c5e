/** Starts a program as a user would, without or with a terminal. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import { debugOf } from './debug.ts';
import { engineEnvironment } from './environment.ts';
import type { Start, Started } from './invocation.ts';
import { markVariable } from './process-tree.ts';

const debug = debugOf('process');

/** Each step is a new process that loads the program. */
export const startCold: Start = async ({ engine, argv, cwd, env }, mark) => {
  const child = execa(engine.program, argv, {
    cwd,
    env: { ...engineEnvironment(engine, env), [markVariable]: mark },
    extendEnv: false,
    detached: true,
    stdin: 'ignore',
    buffer: false,
    encoding: 'buffer',
    reject: false,
  });
  if (child.pid === undefined) throw notStarted(engine.spec, (await child).cause);
  debug('%s is the new process %d', mark, child.pid);
  const ended = new Promise<Awaited<Started['ended']>>((resolve) => {
    child.nodeChildProcess.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return { pid: child.pid, stdout: child.stdout, stderr: child.stderr, ended };
};

function notStarted(spec: string, cause: unknown): Problem {
  return new Problem(
    'environment',
    `${spec} cannot be started`,
    cause instanceof Error ? cause.message : 'The system gave no reason.',
    `Check that it exists and runs from a shell. \`${compat} engines\` lists the installed engines.`,
    cause,
  );
}

const terminal = fileURLToPath(new URL('terminal.py', import.meta.url));

/** A question, as far as it must have been shown, and what is typed then. */
export type Answers = readonly (readonly [question: string, answer: string])[];

/** Starts in a pseudo-terminal and types answers. Both output streams arrive as one, as on a screen. */
export const startInTerminal =
  (answers: Answers): Start =>
  ({ engine, argv, ...rest }, mark) => {
    // The engine's own Python where it has one, else that of the machine.
    const own = path.join(path.dirname(engine.program), 'python');
    const wrapped = { ...engine, program: existsSync(own) ? own : 'python3' };
    const command = [terminal, JSON.stringify(answers), engine.program, ...argv];
    return startCold({ ...rest, engine: wrapped, argv: command }, mark);
  };
