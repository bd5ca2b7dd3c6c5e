/**
 * Program: does what a script without a harness would do with the cases of a job: starts one engine command after the
 * other with `uv run`. Only the seconds of these commands count, not workspaces, edits, SQL and observing. So no such
 * script can be faster.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Case } from '../../src/cases/case.ts';
import { runSide } from '../../src/compare/run-side.ts';
import type { Session } from '../../src/compare/session.ts';
import { Problem } from '../../src/config/problem.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { startCold } from '../../src/process/start-cold.ts';
import { placeOf } from '../../src/workspace/workspace.ts';
import { answer } from './program.ts';
import { runIn, throughUv, type Uv, uvVariables } from './uv-run.ts';

await answer<{ readonly seconds: number }>(async (session, { cases }, progress) => {
  const program = process.env.DVT_COMPAT_UV || 'uv';
  const uv = { program, cache: (await execa(program, ['cache', 'dir'])).stdout };
  const naive: Session = {
    ...session,
    start: (invocation, mark) => startCold(throughUv(invocation, uv), mark),
  };
  const engines = [session.reference, session.candidate];
  for (const engine of engines) await startOnce(engine, uv);
  let seconds = 0;
  for (const [index, case_] of cases.entries()) {
    for (const engine of engines) seconds += await secondsOf(naive, case_, engine);
    progress.say(`${case_.id}, ${index + 1} of ${cases.length}`);
  }
  return { seconds };
});

async function secondsOf(session: Session, case_: Case, engine: Engine): Promise<number> {
  const { database, scratch } = session;
  const workspace = placeOf(scratch, 'w0', case_.command, database.prefix);
  const evidence = path.join(scratch, 'evidence');
  try {
    const state = await session.state(case_.project, case_.state);
    const steps = await runSide(session, case_, engine, workspace, state, evidence);
    return steps.reduce((sum, { observation }) => sum + observation.exit.seconds, 0);
  } finally {
    for (const folder of [workspace.root, evidence]) await rm(folder, { recursive: true, force: true });
    await database.drop(workspace.database).catch(() => undefined);
  }
}

/**
 * The first start of an engine reads its files from disk, later starts from memory, so it does not count. If uv cannot start
 * Python, every command would fail at once and look fast.
 */
async function startOnce({ root, command, spec }: Engine, uv: Uv): Promise<void> {
  if (root === '') return;
  const start = (name: string) =>
    execa(uv.program, [...runIn(root), name, '--version'], { env: uvVariables(uv), reject: false });
  const python = await start('python');
  if (python.failed)
    throw new Problem(
      'environment',
      `\`uv run\` does not start the Python of ${spec}`,
      python.stderr.trim() || `It exited with ${python.exitCode ?? python.signal}.`,
      'Try a newer uv, or run the engine once with: npm run compat -- run',
    );
  await start(command);
}
