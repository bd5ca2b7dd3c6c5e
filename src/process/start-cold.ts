/** Starts an engine's program as a user would. */

import { execa } from 'execa';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import { engineEnvironment } from './environment.ts';
import { markVariable } from './process-tree.ts';
import type { Start } from './start.ts';

/** Every step is a program of its own, loaded from the start. */
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
  const ended = new Promise<Awaited<Awaited<ReturnType<Start>>['ended']>>((resolve) => {
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
