/**
 * Program: what a script without any harness would do with the cases of a job: one engine command after the other,
 * each started by `uv run`. Laying out, edits and SQL are done by us and not counted, nor is anything observed or
 * compared: no such script can be quicker than the seconds this answers with.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Case } from '../../src/cases/case.ts';
import type { Session } from '../../src/compare/session.ts';
import { Problem } from '../../src/config/problem.ts';
import { stepEnvironment } from '../../src/process/environment.ts';
import { invoke } from '../../src/process/invoke.ts';
import { startInTerminal } from '../../src/process/start-terminal.ts';
import { performEdit } from '../../src/workspace/edits.ts';
import { workspaceEnvironment } from '../../src/workspace/profiles.ts';
import { surroundingsOf, whileServing } from '../../src/workspace/serving.ts';
import { setUp } from '../../src/workspace/set-up.ts';
import { removeWorkspace, workspaceOf } from '../../src/workspace/workspace.ts';
import type { NaiveAnswer } from './job.ts';
import { answer } from './program.ts';
import { type UvRun, uvRun } from './uv-run.ts';

await answer<NaiveAnswer>(async (session, { cases }, progress) => {
  const uv = process.env.DVT_COMPAT_UV || 'uv';
  const { stdout: uvCache } = await execa(uv, ['cache', 'dir']);
  const engines = [session.reference, session.candidate].map((engine) => uvRun(engine, uv, uvCache));
  for (const each of engines) await tryOut(session, each);
  let seconds = 0;
  for (const [index, one] of cases.entries()) {
    for (const engine of engines) seconds += await takeSteps(session, one, engine);
    progress.say(`${one.id}, ${index + 1} of ${cases.length}`);
  }
  return { seconds };
});

/** @returns seconds of the engine steps. */
async function takeSteps(session: Session, one: Case, { engine, before, command }: UvRun): Promise<number> {
  const { database, limits, threads, signal } = session;
  const workspace = workspaceOf(session, { name: 'w0', command: one.command });
  let seconds = 0;
  try {
    const adaptations = session.adaptations(engine);
    const state = await session.state(one.project, one.state);
    await setUp({ workspace, state, engine, database, threads, adaptations });
    for (const step of one.steps) {
      signal.throwIfAborted();
      if ('engine' in step) {
        const invocation = {
          engine,
          argv: [...before, ...command, ...step.engine],
          cwd: workspace.project,
          env: workspaceEnvironment(workspace, database, step.env),
          limits: { ...limits, deadlineSeconds: one.deadlineSeconds ?? limits.deadlineSeconds },
          evidence: path.join(workspace.root, 'evidence'),
          signal,
        };
        const [exit] = await whileServing(step, surroundingsOf(workspace, database), (meanwhile) =>
          invoke({ ...invocation, meanwhile }, step.answers && startInTerminal(step.answers)),
        );
        seconds += exit.seconds;
      } else await performEdit(step, { workspace, database, adaptations });
    }
    return seconds;
  } finally {
    await removeWorkspace(workspace, database);
  }
}

/**
 * Once without counting. A command that cannot start at all would be the quickest: so uv must at least start Python. And
 * who comes first would pay for reading the engine’s files, from which all that come later have it easier.
 * Programs that uv does not start are let be.
 */
async function tryOut(
  { scratch, limits, signal }: Session,
  { engine, before, command }: UvRun,
): Promise<void> {
  if (command.length === 0) return;
  const [cwd, evidence] = [path.join(scratch, 'try'), path.join(scratch, 'tried')];
  await mkdir(cwd, { recursive: true });
  const env = stepEnvironment({ home: cwd, temp: cwd, env: {} });
  const start = (program: readonly string[]) =>
    invoke({ engine, argv: [...before, ...program, '--version'], cwd, env, limits, evidence, signal });
  const python = await start(['python']);
  if (python.code !== 0)
    throw new Problem(
      'environment',
      `\`uv run\` does not start the Python of ${engine.spec}`,
      `It exited with ${python.limit ?? python.signal ?? python.code}.`,
      'Try a newer uv, or run the engine once with: npm run compat -- run',
    );
  // Whatever it makes of that.
  await start(command);
}
