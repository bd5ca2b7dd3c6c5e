/**
 * Program: what a script without any harness would do with the cases of a job: one engine command after the other,
 * each started by `uv run`. Laying out, edits and SQL are done by us and not counted, nor is anything observed or
 * compared: no such script can be quicker than the seconds this answers with.
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
import { startInTerminal } from '../../src/process/start-cold.ts';
import { editFiles } from '../../src/workspace/edit-files.ts';
import { makeRepository } from '../../src/workspace/repository.ts';
import { surroundingsOf } from '../../src/workspace/running.ts';
import { whileServing } from '../../src/workspace/serving.ts';
import { layOut } from '../../src/workspace/set-up.ts';
import { placeOf } from '../../src/workspace/workspace.ts';
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
  const place = placeOf(session.scratch, 'w0', one.command, database.prefix);
  let seconds = 0;
  try {
    const adaptations = session.adaptations(engine);
    await layOut(place, await session.state(one.project, one.state), engine, database, threads, adaptations);
    for (const step of one.steps) {
      signal.throwIfAborted();
      if ('engine' in step) {
        const invocation = {
          engine,
          argv: [...before, ...command, ...step.engine],
          cwd: place.project,
          env: sideEnvironment(place, database, step.env),
          limits: { ...limits, deadlineSeconds: one.deadlineSeconds ?? limits.deadlineSeconds },
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
