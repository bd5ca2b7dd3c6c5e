/** The record of an installed engine in the cache: a folder with a record is complete. */
import { createHash } from 'node:crypto';
import { access, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ChosenEngine } from './settings.ts';

const schema = z.object({
  /** As given when it was built. */
  spec: z.string(),
  name: z.string(),
  version: z.string(),
  /** Console commands of the engine’s package. */
  commands: z.array(z.string()).readonly(),
});

export type EngineRecord = z.output<typeof schema>;

const recordFile = 'engine.json';
/** A file whose time of modification is when the engine was last used. */
const usedFile = 'used';

/** Folder of all engines in our cache. */
export const enginesFolder = (cache: string) => path.join(cache, 'engines');

/** Name of an engine’s folder: its own name, and a digest of everything that determines what is installed. */
export function folderName({ name, source, settings }: ChosenEngine, manifests: object): string {
  const { with: beside, without, apart, python, 'exclude-newer': newer, prepare } = settings;
  const parts = {
    source,
    beside,
    without,
    apart,
    python,
    newer,
    prepare: prepare.length > 0 ? prepare : undefined,
    manifests,
    on: [process.platform, process.arch],
  };
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${name.replaceAll(/[^\w.-]+/g, '-')}-${digest.slice(0, 12)}`;
}

/** Reads the record of an engine; undefined if there is none, or if its Python is gone. */
export async function readRecord(folder: string): Promise<EngineRecord | undefined> {
  try {
    const [text] = await Promise.all([
      readFile(path.join(folder, recordFile), 'utf8'),
      access(path.join(folder, '.venv/bin/python')),
    ]);
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: string, record: EngineRecord): Promise<void> {
  await writeFile(path.join(folder, recordFile), `${JSON.stringify(record, undefined, 2)}\n`);
  await writeFile(path.join(folder, usedFile), '');
}

export const removeRecord = (folder: string) => rm(path.join(folder, recordFile), { force: true });

/** Records that an engine is used. A cache that cannot be written is still usable. */
export async function touchUsed(folder: string): Promise<void> {
  const now = new Date();
  await utimes(path.join(folder, usedFile), now, now).catch(() => undefined);
}

export const usedFileOf = (folder: string) => path.join(folder, usedFile);
