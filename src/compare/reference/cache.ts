/** Observations and evidence of the reference from earlier runs, by the key of everything they depend on. */
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { attempt } from '../../facets/files/tree.ts';
import { readObservation } from '../../observe/observe.ts';
import { copyFolder } from '../../workspace/set-up.ts';
import { evidenceOf, type StepObservation } from '../run-side.ts';

export interface ReferenceCache {
  /**
   * Finds the steps of a reference and copies their evidence to where a run would have written it.
   * @returns undefined if there is no complete entry with this key.
   */
  find(key: string, evidence: string): Promise<readonly StepObservation[] | undefined>;
  /** Keeps steps with their evidence; an existing entry is replaced. */
  keep(key: string, evidence: string, steps: readonly StepObservation[]): Promise<void>;
  /** Removes the least recently used entries until the rest fits. */
  prune(): Promise<void>;
}

/**
 * Opens the cache. Several runs may use it at the same time: entries are renamed into it when they are complete, and an entry
 * that disappears while it is read counts as missing.
 * @param folder created when the first entry is kept.
 * @param limitMiB size of all entries together.
 */
export function openReferenceCache(folder: string, limitMiB: number): ReferenceCache {
  return {
    async find(key, evidence) {
      const entry = path.join(folder, key);
      try {
        const steps = JSON.parse(await readFile(path.join(entry, 'steps.json'), 'utf8')) as readonly Omit<
          StepObservation,
          'observation'
        >[];
        copyFolder(path.join(entry, 'evidence'), evidence);
        const found = steps.map((step) => ({
          ...step,
          observation: readObservation(evidenceOf(evidence, step.step)),
        }));
        const now = new Date();
        await utimes(entry, now, now);
        return found;
      } catch {
        await rm(evidence, { recursive: true, force: true });
        return undefined;
      }
    },
    async keep(key, evidence, steps) {
      const temporary = path.join(folder, `${key}.${randomBytes(6).toString('hex')}`);
      const entry = path.join(folder, key);
      try {
        await mkdir(temporary, { recursive: true });
        copyFolder(evidence, path.join(temporary, 'evidence'));
        const bare = steps.map(({ observation: _, ...step }) => step);
        await writeFile(path.join(temporary, 'steps.json'), JSON.stringify(bare));
        await rm(entry, { recursive: true, force: true });
        await rename(temporary, entry);
      } catch {
        // The disk is full, or another run was faster: the next run creates the entry.
        await rm(temporary, { recursive: true, force: true });
      }
    },
    prune: () => prune(folder, limitMiB * 1024 ** 2),
  };
}

/** Age at which an incomplete entry belongs to a run that was killed. */
const abandonedMs = 3_600_000;

async function prune(folder: string, limit: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const entries = names.map((name) => {
    const entry = path.join(folder, name);
    const used = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return { entry, used, size: sizeOf(entry), complete: !name.includes('.') };
  });
  let room = limit;
  for (const { entry, used, size, complete } of entries.toSorted((a, b) => b.used - a.used)) {
    room -= size;
    const keep = complete ? room >= 0 : Date.now() - used < abandonedMs;
    if (!keep) await rm(entry, { recursive: true, force: true });
  }
}

/** Synchronous, because a full cache has ten thousand files, and a promise for each would delay the end of every run. */
function sizeOf(entry: string): number {
  // Another run may have removed the entry meanwhile.
  const files = attempt(() => readdirSync(entry, { recursive: true, withFileTypes: true })) ?? [];
  return files
    .filter((file) => file.isFile())
    .map((file) => statSync(path.join(file.parentPath, file.name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
