import type { Normaliser } from './normaliser.ts';

/** Workspace, home, temporary folder and the engine’s own installation become placeholders. */
export const folders: Normaliser = {
  name: 'folders',
  why: 'Workers have places of their own, and each engine is installed in a folder of its own.',
  trigger: ({ folders }) => new RegExp(folders.map(([folder]) => literally(folder)).join('|') || nowhere),
  text: (text, frame) =>
    frame.folders.reduce((cleaned, [folder, placeholder]) => cleaned.replaceAll(folder, placeholder), text),
};

const literally = (text: string) => text.replaceAll(/[^\w/]/g, '\\$&');
/** Matches nothing. */
const nowhere = '(?!)';
