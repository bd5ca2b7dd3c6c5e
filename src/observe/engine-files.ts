/** The facets read from files an engine writes: events, artifacts, sql. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { KeepArtifact } from './evidence.ts';
import { onDisk, type Roots, readContent, type Tree, wasWritten } from './files.ts';
import type { Artifact, FileChange, Json, Observation } from './observation.ts';
import type { Validate } from './schemas.ts';

type Changes = Readonly<Record<string, FileChange>>;

/** The log, and what it was renamed to when it had grown too long. */
const isLog = (name: string) => /^dbt\.log(\.\d+)?$/.test(path.basename(name));
const isArtifact = (name: string) =>
  name.startsWith('project/') && name.endsWith('.json') && !name.includes('/dbt_packages/');
const isSql = (name: string) => /\/(compiled|run)\//.test(name) && /\.(sql|csv|ya?ml)$/.test(name);
/** Engines' own caches and measurements, and git's store, in forms only they read: whether they are written counts, their bytes do not. */
const isOpaque = (name: string) => /\.(msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$|\/\.git\//.test(name);

/**
 * Reads what a step wrote.
 * @param before the tree before the step: a log that was there already counts from its old end.
 * @param redact removes what must never be kept, such as a password.
 */
export function readEngineFiles(
  roots: Roots,
  before: Tree,
  changes: Changes,
  validate: Validate,
  redact: (text: string) => string,
  keep: KeepArtifact,
): Pick<Observation, 'events' | 'artifacts' | 'sql' | 'files'> {
  const events: Json[] = [];
  const artifacts: Record<string, Artifact> = {};
  const sql: Record<string, string> = {};
  const files: Record<string, FileChange> = {};
  for (const [name, change] of oldestLogFirst(changes)) {
    files[name] = change;
    if (!wasWritten(change)) continue;
    const file = onDisk(roots, name);
    if (isLog(name))
      for (const event of parseEvents(redact(readFrom(file, before.get(name)?.size ?? 0))))
        events.push(event);
    else if (isArtifact(name))
      artifacts[name] = readArtifact(name, redact(readFileSync(file, 'utf8')), validate, keep);
    else if (isSql(name)) sql[name] = readContent(file, redact) ?? '';
    else if (!isOpaque(name)) files[name] = { ...change, text: readContent(file, redact) };
  }
  return { events, artifacts, sql, files };
}

/** A log that was renamed was written before the one that took its place. */
function oldestLogFirst(changes: Changes): readonly (readonly [string, FileChange])[] {
  const number = ([name]: readonly [string, FileChange]) =>
    isLog(name) ? Number(/\d+$/.exec(name)?.[0] ?? 0) : 0;
  return Object.entries(changes).toSorted((one, other) => number(other) - number(one));
}

/** The end of a file from an offset; the whole file when it has become shorter than that. */
function readFrom(file: string, offset: number): string {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const start = size < offset ? 0 : offset;
    const bytes = Buffer.alloc(size - start);
    return bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, start));
  } finally {
    closeSync(handle);
  }
}

/** One event a line; a line that is no JSON is kept as its text. */
function parseEvents(log: string): readonly Json[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as Json;
      } catch {
        return line;
      }
    });
}

function readArtifact(name: string, text: string, validate: Validate, keep: KeepArtifact): Artifact {
  const artifact = parseArtifact(name, text, validate);
  keep(name, artifact.content === null ? 'null' : text, artifact.invalid);
  return artifact;
}

function parseArtifact(name: string, text: string, validate: Validate): Artifact {
  try {
    const content = JSON.parse(text) as Json;
    return { content, invalid: validate(path.basename(name, '.json'), content) };
  } catch (error) {
    return { content: null, invalid: [`not JSON: ${(error as Error).message}`] };
  }
}
