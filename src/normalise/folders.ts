import path from 'node:path';
import type { Frame, Normaliser } from './normaliser.ts';

/** Workspace, home, temporary folder and wherever the engine’s code lies become placeholders. */
export const folders: Normaliser = {
  name: 'folders',
  why: 'Each case has its own folders, and the installation path does not affect what an engine does.',
  trigger: ({ folders }) => new RegExp(holders(folders).map(literally).join('|') || nowhere),
  text: (text, frame) =>
    frame.folders.reduce((cleaned, [folder, placeholder]) => cleaned.replaceAll(folder, placeholder), text),
};

/** What the folders lie in is the same for all cases, and so is a pattern made of that: it is compiled once. */
function holders(folders: Frame['folders']): readonly string[] {
  const all = folders.map(([folder]) => folder);
  const outermost = all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)));
  // Every path begins with the root, so what lies there is looked for itself.
  return [...new Set(outermost.map((one) => (path.dirname(one) === '/' ? one : path.dirname(one))))];
}

const literally = (text: string) => text.replaceAll(/[^\w/]/g, '\\$&');
/** Matches nothing. */
const nowhere = '(?!)';
