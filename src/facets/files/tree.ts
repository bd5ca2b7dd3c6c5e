/** The files facet: what a step did to the tree of project and home. */

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileChange } from '../../observe/observation.ts';

/** One entry of a tree, with what tells whether it was rewritten. */
interface Entry {
  readonly kind: FileChange['kind'];
  readonly size: number;
  /** Changes whenever the file is written, even with the same content. */
  readonly stamp: string;
}

/** Entries by path: `project/…` and `home/…`. */
export type Tree = ReadonlyMap<string, Entry>;

/** Folders under observation, by the name their paths start with. */
export interface Roots {
  readonly project: string;
  readonly home: string;
}

/** Bytes up to which the content of a text file is part of the observation. */
const textLimit = 4 * 1024 * 1024;

/**
 * Lists project and home; nothing is read.
 * Looks at files one after the other, without promises: these would cost many times what the looking does.
 */
export function listTree(roots: Partial<Roots>): Tree {
  const tree = new Map<string, Entry>();
  for (const [name, folder] of Object.entries(roots)) walk(folder, name, tree);
  return tree;
}

function walk(folder: string, name: string, into: Map<string, Entry>): void {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    const key = `${name}/${entry.name}`;
    if (entry.isDirectory()) {
      // Its own time moves with each file in it: only its being there counts.
      into.set(key, { kind: 'folder', size: 0, stamp: '' });
      walk(file, key, into);
      continue;
    }
    // A file may vanish between listing and looking: an engine's lock file, for example.
    const stat = attempt(() => lstatSync(file, { bigint: true }));
    if (!stat) continue;
    const kind = stat.isSymbolicLink() ? 'link' : 'file';
    into.set(key, { kind, size: Number(stat.size), stamp: `${stat.ino}:${stat.mtimeNs}:${stat.size}` });
  }
}

/** Compares the tree before and after a step. Unchanged entries are part of the result: a stale file is evidence. */
export function changesBetween(before: Tree, after: Tree): Readonly<Record<string, FileChange>> {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return Object.fromEntries(
    paths.map((name): [string, FileChange] => {
      const old = before.get(name);
      const now = after.get(name);
      const kind = (now ?? old)?.kind ?? 'file';
      const change = !now ? 'removed' : !old ? 'new' : old.stamp === now.stamp ? 'kept' : 'written';
      return [name, { kind, change, text: null }];
    }),
  );
}

/** Whether a step wrote the file. */
export const wasWritten = (change: FileChange | undefined): boolean =>
  change?.kind === 'file' && (change.change === 'new' || change.change === 'written');

/** Where an observed path is on disk. */
export const onDisk = (roots: Roots, name: string): string => {
  const [root = '', ...rest] = name.split('/');
  return path.join(roots[root as keyof Roots], ...rest);
};

/**
 * Content of a written file: its text when it is short and text; a digest when it is long or binary.
 * @param redact removes what must never be kept, such as a password.
 */
export function readContent(file: string, redact: (text: string) => string): string | null {
  const bytes = attempt(() => readFileSync(file));
  if (!bytes) return null;
  if (bytes.length <= textLimit && !bytes.includes(0)) return redact(bytes.toString('utf8'));
  return digestOf(bytes);
}

/** What stands for content that is too long to be kept, or no text. */
export const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** What is gone by now, or not ours to see, is not there. */
export function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
