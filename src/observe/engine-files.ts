/** The facets read from files an engine writes: events, artifacts, sql. */
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { onDisk, type Roots, readContent, type Tree, wasWritten } from './files.ts';
import type { Artifact, FileChange, Json, Observation } from './observation.ts';
import type { Validate } from './schemas.ts';

type Changes = Readonly<Record<string, FileChange>>;

const isLog = (name: string) => path.basename(name) === 'dbt.log';
const isArtifact = (name: string) =>
  name.startsWith('project/') && name.endsWith('.json') && !name.includes('/dbt_packages/');
const isSql = (name: string) => /\/(compiled|run)\//.test(name) && /\.(sql|csv|ya?ml)$/.test(name);
/** Engines' own caches in forms only they read: whether they are written counts, their bytes do not. */
const isOpaque = (name: string) => /\.(msgpack|gpickle|db|db-wal|db-shm|pyc)$/.test(name);

/**
 * Reads what a step wrote.
 * @param before the tree before the step: a log that was there already counts from its old end.
 */
export async function readEngineFiles(
  roots: Roots,
  before: Tree,
  changes: Changes,
  validate: Validate,
  redact: (text: string) => string,
): Promise<Pick<Observation, 'events' | 'artifacts' | 'sql' | 'files'>> {
  const events: Json[] = [];
  const artifacts: Record<string, Artifact> = {};
  const sql: Record<string, string> = {};
  const files: Record<string, FileChange> = {};
  for (const [name, change] of Object.entries(changes)) {
    files[name] = change;
    if (!wasWritten(change)) continue;
    const file = onDisk(roots, name);
    if (isLog(name)) events.push(...parseEvents(redact(await readFrom(file, before.get(name)?.size ?? 0))));
    else if (isArtifact(name))
      artifacts[name] = parseArtifact(name, redact(await readFile(file, 'utf8')), validate);
    else if (isSql(name)) sql[name] = (await readContent(file, redact)) ?? '';
    else if (!isOpaque(name)) files[name] = { ...change, text: await readContent(file, redact) };
  }
  return { events, artifacts, sql, files };
}

/** The end of a file from an offset; the whole file when it has become shorter than that. */
async function readFrom(file: string, offset: number): Promise<string> {
  const { size } = await stat(file);
  const start = size < offset ? 0 : offset;
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
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

function parseArtifact(name: string, text: string, validate: Validate): Artifact {
  try {
    const content = JSON.parse(text) as Json;
    return { content, invalid: validate(path.basename(name, '.json'), content) };
  } catch (error) {
    return { content: null, invalid: [`not JSON: ${(error as Error).message}`] };
  }
}
