/** Runs variants of a case on both sides. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCase } from '../../src/compare/run-case.ts';
import type { Session } from '../../src/compare/session.ts';
import { Problem } from '../../src/config/problem.ts';
import type { CaseResult } from '../../src/findings/verdict.ts';
import type { Database } from '../../src/postgres/database.ts';
import { type StateContext, stateProvider } from '../../src/workspace/states.ts';
import type { Variant } from './variant.ts';

/** Reads the files of a project. @param folder with `dbt_project.yml`. */
export async function readProject(folder: string): Promise<Variant['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
    ),
  );
}

/** Writes a project into a folder of projects, replacing the one of the same name. */
export async function writeProject(projects: string, { case: case_, files }: Variant): Promise<void> {
  const folder = path.join(projects, case_.project);
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/** The session with another folder of projects, and a function that drops the states created in it. */
export function sessionOn(
  session: Session,
  projects: string,
  cache: string,
): { readonly session: Session; readonly forget: () => Promise<void> } {
  const created: string[] = [];
  const database: Database = {
    ...session.database,
    rename: async (from, to) => {
      await session.database.rename(from, to);
      created.push(to);
    },
  };
  const making: StateContext = {
    ...{ ...session, database, projects, cache, say: () => undefined },
    // A variant whose state cannot be created does not reproduce the cause.
    ...{ isHosted: () => false, onHostFault: () => undefined },
  };
  const forget = async () => {
    for (const name of created) await session.database.drop(name);
    await rm(cache, { recursive: true, force: true });
  };
  return { session: { ...session, database, state: stateProvider(making) }, forget };
}

/**
 * Runs a variant.
 * @param folder for its project, states and evidence; removed afterwards.
 * @returns undefined if the reference can no longer create the state.
 */
export async function tryVariant(
  session: Session,
  variant: Variant,
  folder: string,
): Promise<CaseResult | undefined> {
  await writeProject(path.join(folder, 'projects'), variant);
  const own = sessionOn(session, path.join(folder, 'projects'), path.join(folder, 'cache'));
  const timings = { ...session.timings, note: () => undefined };
  try {
    return await runCase({ ...own.session, timings, out: path.join(folder, 'out') }, variant.case, {
      repeat: 1,
    });
  } catch (error) {
    if (session.signal.aborted || !(error instanceof Problem)) throw error;
    return undefined;
  } finally {
    await own.forget();
    await rm(folder, { recursive: true, force: true });
  }
}
