/** The workspace of a case: project, home and database. Both sides run in it in sequence, so under the same paths. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import type { Case } from '../cases/case.ts';
import type { Command } from '../cases/commands.ts';
import type { Database } from '../postgres/database.ts';
import { portIn, usesPort } from './port.ts';
import { slotOf } from './scratch.ts';

export interface Workspace {
  readonly root: string;
  /** Working directory of the engine; the specification defines its name: `trial_cmd_<command>`. */
  readonly project: string;
  readonly home: string;
  readonly temp: string;
  /** Name of the database. */
  readonly database: string;
  /** For a server, a package hub or a port in use. */
  readonly port: number;
}

export type Side = 'reference' | 'candidate';

/** What the paths and names of all workspaces of a run begin with. */
export interface WorkspaceContext {
  readonly scratch: string;
  readonly database: Pick<Database, 'prefix'>;
}

/**
 * Paths and names of a workspace; creates nothing. They depend on the name, not on the order of cases or the number of
 * workers, because engines print them.
 * @param name is hashed, so that all paths have the same length.
 */
export function workspaceOf(
  { scratch, database }: WorkspaceContext,
  { name, command }: { readonly name: string; readonly command: Command },
): Workspace {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const root = path.join(scratch, digest);
  return {
    root,
    project: path.join(root, `trial_cmd_${command.replaceAll('-', '_')}`),
    home: path.join(root, 'home'),
    temp: path.join(root, 'tmp'),
    database: `${database.prefix}_${digest}`,
    port: portIn(slotOf(scratch), name),
  };
}

/** The workspace of a case. */
export const workspaceOfCase = (context: WorkspaceContext, testCase: Case): Workspace =>
  workspaceOf(context, { name: nameOf(testCase), command: testCase.command });

/**
 * Cases that are compared with the same steps without an option share a workspace: names of paths decide the order of
 * much that an engine does, so only runs in the same workspace can be compared.
 */
const nameOf = ({ id, tried }: Case): string => (tried && 'workspace' in tried ? tried.workspace : id);

const queues = new Map<string, PQueue>();

/** Calls `use` when no other case of this process uses the workspace of this case, or its port if the case needs one. */
export function reserve<T>(testCase: Case, use: () => Promise<T>): Promise<T> {
  const name = nameOf(testCase);
  // Two workspaces may have the same port.
  const run = usesPort(testCase.steps) ? () => queueOf(`port ${portIn(0, name)}`).add(use) : use;
  return queueOf(`workspace ${name}`).add(run);
}

function queueOf(name: string): PQueue {
  const queue = queues.get(name) ?? new PQueue({ concurrency: 1 });
  queues.set(name, queue);
  return queue;
}

/** Empties a workspace and creates its folders, except for the project, which is copied from a state. */
export function clearWorkspace({ root, home, temp }: Workspace): void {
  rmSync(root, { recursive: true, force: true });
  for (const folder of [home, temp]) mkdirSync(folder, { recursive: true });
}

/** Removes the files and the database of a workspace. */
export async function removeWorkspace(
  { root, database: name }: Workspace,
  database: Database,
): Promise<void> {
  // Synchronous, because a promise for each of its dozens of files would take longer.
  rmSync(root, { recursive: true, force: true });
  await database.drop(name).catch(() => undefined);
}

/**
 * Moves the project of a finished side to a folder where it is kept: the reference's as `trial_cmd_<command>_dbt`, the
 * candidate's under its own name.
 */
export async function keepProject({ project }: Workspace, side: Side, folder: string): Promise<void> {
  const target = path.join(folder, path.basename(project) + (side === 'reference' ? '_dbt' : ''));
  await mkdir(folder, { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(project, target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    const { move } = await import('fs-extra/esm');
    await move(project, target);
  });
}
