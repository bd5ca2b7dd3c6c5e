/** Observations and evidence of the reference from earlier runs, by the key of everything they depend on. */
import { readdirSync, statSync } from 'node:fs';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { attempt } from '../../facets/files/tree.ts';
import { makeFolder, removeAbandoned } from '../../files/atomic.ts';
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
      const entry = path.join(folder, key);
      const bare = steps.map(({ observation: _, ...step }) => step);
      await makeFolder(entry, async (temporary) => {
        copyFolder(evidence, path.join(temporary, 'evidence'));
        await writeFile(path.join(temporary, 'steps.json'), JSON.stringify(bare));
        await rm(entry, { recursive: true, force: true });
      }).catch(() => undefined); // a full disk: the next run tries again
    },
    prune: () => prune(folder, limitMiB * 1024 ** 2),
  };
}

async function prune(folder: string, limit: number): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'));
  const entries = names.map((name) => {
    const entry = path.join(folder, name);
    const used = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return { entry, used, size: sizeOf(entry) };
  });
  let room = limit;
  for (const { entry, size } of entries.toSorted((a, b) => b.used - a.used)) {
    room -= size;
    if (room < 0) await rm(entry, { recursive: true, force: true });
  }
  await removeAbandoned(folder).catch(() => undefined);
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
