/** Normalisers of paths. */
import path from 'node:path';
import type { Context, Normaliser } from './normaliser.ts';

/** Workspace, home, temporary folder and the folders of the engine's code become placeholders. */
export const folders: Normaliser = {
  name: 'folders',
  why: 'Each case has its own folders, and the installation path does not affect what an engine does.',
  trigger: ({ folders }) => new RegExp(parentsOf(folders).map(literally).join('|') || nothing),
  text: (text, { folders }) =>
    folders.reduce((cleaned, [folder, placeholder]) => cleaned.replaceAll(folder, placeholder), text),
};

/** The folders that contain all others. They are the same for all cases, so the pattern made of them is compiled once. */
function parentsOf(folders: Context['folders']): readonly string[] {
  const all = folders.map(([folder]) => folder);
  const outermost = all.filter((folder) => !all.some((other) => folder.startsWith(`${other}/`)));
  // Every path begins with the root, so folders in it are searched for themselves.
  return [
    ...new Set(outermost.map((folder) => (path.dirname(folder) === '/' ? folder : path.dirname(folder)))),
  ];
}

const literally = (text: string) => text.replaceAll(/[^\w/]/g, '\\$&');
const nothing = '(?!)';

/** Quotes may be escaped: a text may contain another one as JSON. */
const numberedLine = /(\{(?:packages|stdlib|program)\}[^\s:"]*(?:\\*", line |:))\d+\b/g;

/** Line numbers in an engine's Python code become a placeholder: in tracebacks and warnings (`{packages}/x.py:12:`). */
export const sourceLine: Normaliser = {
  name: 'source-line',
  why: 'A frame is compared by module and function. Line numbers differ between releases and between forms of console scripts.',
  trigger: /\{(?:packages|stdlib|program)\}/,
  text: (text) => text.replaceAll(numberedLine, '$1{line}'),
};

/** The random end of a temporary folder's name becomes a placeholder. */
export const temporaryFolder: Normaliser = {
  name: 'temporary-folder',
  why: 'Packages are downloaded to a temporary folder with a random name.',
  trigger: /d[bv]t-downloads-/,
  text: (text) => text.replaceAll(/\b(d[bv]t-downloads-)[a-z0-9_]{8}(?!\w)/g, '$1{random}'),
};
