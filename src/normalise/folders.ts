import path from 'node:path';
import type { Frame, Normaliser } from './normaliser.ts';

/** Workspace, home, temporary folder and the engine’s own installation become placeholders. */
export const folders: Normaliser = {
  name: 'folders',
  why: 'Workers have places of their own, and each engine is installed in a folder of its own.',
  trigger: ({ folders }) => new RegExp(holders(folders).map(literally).join('|') || nowhere),
  text: (text, frame) =>
    frame.folders.reduce((cleaned, [folder, placeholder]) => cleaned.replaceAll(folder, placeholder), text),
};

/** What the folders lie in is the same for all cases, and so is a pattern made of that: it is compiled once. */
function holders(folders: Frame['folders']): readonly string[] {
  const all = folders.map(([folder]) => folder);
  const outermost = all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)));
  return [...new Set(outermost.map((one) => path.dirname(one)))];
}

const literally = (text: string) => text.replaceAll(/[^\w/]/g, '\\$&');
/** Matches nothing. */
const nowhere = '(?!)';
