/** Lays a twin out: project files from a state, profile in home, database from the state's template. */
import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Adaptation, adaptText } from '../cases/adaptation.ts';
import { stateFiles } from '../cases/state.ts';
import type { Engine } from '../engines/engine.ts';
import type { Database } from '../postgres/database.ts';
import { copyFolder } from './copy-folder.ts';
import { writeProfiles } from './profiles.ts';
import { clearPlace, type Place } from './workspace.ts';

/** A state that is ready to be cloned. */
export interface Prepared {
  /** Folder with the project's files. */
  readonly source: string;
  /** Folder with files the state keeps from its own steps (`target/…`); absent when it keeps none. */
  readonly kept?: string;
  /** Template database. */
  readonly template: string;
}

/**
 * Both sides of a case are laid out by this, under the same paths and names.
 * @param adaptations what the engine needs changed about the project.
 */
export async function layOut(
  place: Place,
  prepared: Omit<Prepared, 'template'> & { readonly template: string | undefined },
  engine: Engine,
  database: Database,
  threads: number,
  adaptations: readonly Adaptation[],
): Promise<void> {
  clearPlace(place);
  if (engine.kind === 'installed' && engine.home) copyFolder(engine.home, place.home);
  const created = database.create(place.database, prepared.template);
  copyProject(prepared, place.project);
  adaptFiles(place.project, adaptations);
  writeProfiles(
    place.home,
    engine.profiles,
    path.basename(prepared.source),
    database.server,
    place.database,
    threads,
    adaptations.some((one) => 'password' in one),
  );
  await created;
}

function copyProject(prepared: Omit<Prepared, 'template'>, target: string): void {
  // All at once, and then without what is ours: to be asked for each entry costs as much as the copying.
  copyFolder(prepared.source, target);
  if ((statSync(prepared.source).mode & ownerWrites) === 0) makeWritable(target);
  for (const name of stateFiles) rmSync(path.join(target, name), { recursive: true, force: true });
  if (prepared.kept) copyFolder(prepared.kept, target);
}

const ownerWrites = 0o200;

/**
 * A package may be installed for reading only, and copies have the modes of what was copied (from Node 24.22 on, folders as
 * well); engines write into theirs.
 */
function makeWritable(copy: string): void {
  const stats = lstatSync(copy);
  if (stats.isSymbolicLink()) return;
  chmodSync(copy, stats.mode | ownerWrites);
  if (stats.isDirectory()) for (const name of readdirSync(copy)) makeWritable(path.join(copy, name));
}

function adaptFiles(project: string, adaptations: readonly Adaptation[]): void {
  if (!adaptations.some((one) => 'find' in one)) return;
  for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    const adapted = adaptText(adaptations, path.relative(project, file), text);
    if (adapted !== text) writeFileSync(file, adapted);
  }
}
