/** Sets a workspace up: project files from a state, profile in home, database from the template of the state. */
import {
  chmodSync,
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Adaptation, adaptText } from '../cases/adaptation.ts';
import { stateFiles } from '../cases/state.ts';
import type { Engine } from '../engines/engine.ts';
import type { Database } from '../postgres/database.ts';
import { writeProfiles } from './profiles.ts';
import { clearWorkspace, type Workspace } from './workspace.ts';

/** A state that the reference has created, ready to be copied into workspaces. */
export interface CreatedState extends StateFiles {
  /** Template database. */
  readonly template: string;
}

interface StateFiles {
  /** Folder with the project's files. */
  readonly source: string;
  /** Folder with files that the steps of the state wrote and that belong to it (`target/…`); absent if there are none. */
  readonly kept?: string;
}

export interface SetUp {
  readonly workspace: Workspace;
  /** Without a template the database is empty. */
  readonly state: StateFiles & { readonly template: string | undefined };
  readonly engine: Engine;
  readonly database: Database;
  readonly threads: number;
  /** Changes to the project that the engine needs. */
  readonly adaptations: readonly Adaptation[];
}

/** Sets a workspace up for one side. Both sides of a case get the same paths and names. */
export async function setUp({
  workspace,
  state,
  engine,
  database,
  threads,
  adaptations,
}: SetUp): Promise<void> {
  clearWorkspace(workspace);
  if (engine.kind === 'installed' && engine.home) copyFolder(engine.home, workspace.home);
  const created = database.create(workspace.database, state.template);
  copyProject(state, workspace.project);
  adaptFiles(workspace.project, adaptations);
  writeProfiles(workspace.home, {
    folder: engine.profiles,
    profile: path.basename(state.source),
    server: database.server,
    database: workspace.database,
    threads,
    // Only for an engine that cannot read the password from the environment.
    ...(adaptations.some((adaptation) => 'password' in adaptation) && { password: database.server.password }),
  });
  await created;
}

function copyProject({ source, kept }: StateFiles, target: string): void {
  // Copies everything and then removes our own files: a filter would take as long as the copying.
  copyFolder(source, target);
  if ((statSync(source).mode & ownerWrites) === 0) makeWritable(target);
  for (const name of stateFiles) rmSync(path.join(target, name), { recursive: true, force: true });
  if (kept) copyFolder(kept, target);
}

/**
 * Copies a folder. Links are copied as they are, so a relative one leads to the file of the copy. Times are not kept:
 * nothing may depend on when a project was checked out. Synchronous, which is many times faster for small files.
 * @param to created if needed; other files in it stay.
 */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

const ownerWrites = 0o200;

/**
 * A package may be installed read-only, and copies have the modes of the original (from Node 24.22 on, folders as well),
 * but engines write into their project.
 */
function makeWritable(copy: string): void {
  const stats = lstatSync(copy);
  if (stats.isSymbolicLink()) return;
  chmodSync(copy, stats.mode | ownerWrites);
  if (stats.isDirectory()) for (const name of readdirSync(copy)) makeWritable(path.join(copy, name));
}

function adaptFiles(project: string, adaptations: readonly Adaptation[]): void {
  if (!adaptations.some((adaptation) => 'find' in adaptation)) return;
  for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    const adapted = adaptText(adaptations, path.relative(project, file), text);
    if (adapted !== text) writeFileSync(file, adapted);
  }
}
