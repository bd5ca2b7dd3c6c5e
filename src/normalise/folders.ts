import type { Normaliser } from './normaliser.ts';

/** Workspace, home, temporary folder and the engine’s own installation become placeholders. */
export const folders: Normaliser = {
  name: 'folders',
  why: 'Workers have places of their own, and each engine is installed in a folder of its own.',
  text: (text, frame) =>
    text.includes('/')
      ? frame.folders.reduce(
          (cleaned, [folder, placeholder]) => cleaned.replaceAll(folder, placeholder),
          text,
        )
      : text,
};
