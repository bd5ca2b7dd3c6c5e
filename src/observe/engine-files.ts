/** The facets that are read from files of the engine: events, artifacts, sql. */
import { readFileSync } from 'node:fs';
import { isArtifact, isLog, isSql } from '../dbt/files.ts';
import { readArtifact } from '../facets/artifacts/read.ts';
import type { Validate } from '../facets/artifacts/schemas.ts';
import { readEvents } from '../facets/events/log-files.ts';
import { onDisk, type Roots, readContent, type Tree, wasWritten } from '../facets/files/tree.ts';
import type { KeepArtifact } from './evidence.ts';
import type { Artifact, FileChange, Observation } from './observation.ts';

/** Caches and measurements of engines, and git's store: whether they are written counts, their content does not. */
const isOpaque = (name: string) => /\.(msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$|\/\.git\//.test(name);

export interface WrittenFiles {
  readonly roots: Roots;
  /** The tree before the step: logs that existed already count from their old end. */
  readonly before: Tree;
  readonly changes: Readonly<Record<string, FileChange>>;
  readonly validate: Validate;
  /** Removes what must never be kept, such as a password. */
  readonly redact: (text: string) => string;
  readonly keep: KeepArtifact;
}

/** Reads what a step wrote. */
export function readEngineFiles({
  roots,
  before,
  changes,
  validate,
  redact,
  keep,
}: WrittenFiles): Pick<Observation, 'events' | 'artifacts' | 'sql' | 'files'> {
  const artifacts: Record<string, Artifact> = {};
  const sql: Record<string, string> = {};
  const files: Record<string, FileChange> = {};
  for (const [name, change] of Object.entries(changes)) {
    files[name] = change;
    if (!wasWritten(change)) continue;
    const file = onDisk(roots, name);
    if (isLog(name)) continue;
    if (isArtifact(name))
      artifacts[name] = readArtifact(name, redact(readFileSync(file, 'utf8')), validate, keep);
    else if (isSql(name)) sql[name] = readContent(file, redact) ?? '';
    else if (!isOpaque(name)) files[name] = { ...change, text: readContent(file, redact) };
  }
  return { events: readEvents(roots, before, changes, redact), artifacts, sql, files };
}
