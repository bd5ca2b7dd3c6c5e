/**
 * Program: does what a script without a harness would do with the cases of a job: starts one engine command after the
 * other with `uv run`. Only the seconds of these commands count, not workspaces, edits and SQL; nothing is observed or
 * compared. So no such script can be faster.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Case } from '../../src/cases/case.ts';
import { runSql, sideEnvironment } from '../../src/compare/run-side.ts';
import type { Session } from '../../src/compare/session.ts';
import { Problem } from '../../src/config/problem.ts';
import { stepEnvironment } from '../../src/process/environment.ts';
import { invoke } from '../../src/process/invoke.ts';
import { startInTerminal } from '../../src/process/start-terminal.ts';
import { editFiles } from '../../src/workspace/edit-files.ts';
import { makeRepository } from '../../src/workspace/repository.ts';
import { surroundingsOf } from '../../src/workspace/running.ts';
import { whileServing } from '../../src/workspace/serving.ts';
import { layOut } from '../../src/workspace/set-up.ts';
import { placeOf } from '../../src/workspace/workspace.ts';
import { answer } from './program.ts';
import { type UvRun, uvRun } from './uv-run.ts';

await answer<{ readonly seconds: number }>(async (session, { cases }, progress) => {
  const uv = process.env.DVT_COMPAT_UV || 'uv';
  const { stdout: uvCache } = await execa(uv, ['cache', 'dir']);
  const engines = [session.reference, session.candidate].map((engine) => uvRun(engine, uv, uvCache));
  for (const each of engines) await tryOut(session, each);
  let seconds = 0;
  for (const [index, case_] of cases.entries()) {
    for (const engine of engines) seconds += await runSteps(session, case_, engine);
    progress.say(`${case_.id}, ${index + 1} of ${cases.length}`);
  }
  return { seconds };
});

/** @returns seconds of the engine steps. */
async function runSteps(session: Session, case_: Case, { engine, before, command }: UvRun): Promise<number> {
  const { database, limits, threads, signal } = session;
  const place = placeOf(session.scratch, 'w0', case_.command, database.prefix);
  let seconds = 0;
  try {
    const adaptations = session.adaptations(engine);
    await layOut(
      place,
      await session.state(case_.project, case_.state),
      engine,
      database,
      threads,
      adaptations,
    );
    for (const step of case_.steps) {
      signal.throwIfAborted();
      if ('engine' in step) {
        const invocation = {
          engine,
          argv: [...before, ...command, ...step.engine],
          cwd: place.project,
          env: sideEnvironment(place, database, step.env),
          limits: { ...limits, deadlineSeconds: case_.deadlineSeconds ?? limits.deadlineSeconds },
          evidence: path.join(place.root, 'evidence'),
          signal,
        };
        const [exit] = await whileServing(step, surroundingsOf(place, database), (meanwhile) =>
          invoke({ ...invocation, meanwhile }, step.answers && startInTerminal(step.answers)),
        );
        seconds += exit.seconds;
      } else if ('write' in step) editFiles(place.project, step, adaptations);
      else if ('repository' in step) await makeRepository(place.project, step);
      else await runSql(database, place.database, step.sql);
    }
    return seconds;
  } finally {
    await rm(place.root, { recursive: true, force: true });
    await database.drop(place.database).catch(() => undefined);
  }
}

/**
 * Starts the engine once without counting: the first start reads its files from disk, later ones from memory. If uv cannot
 * start Python, every command would fail at once and look fast. Does not apply to programs that uv does not start.
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
  await start(command);
}
