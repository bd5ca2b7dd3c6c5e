import type { Normaliser } from './normaliser.ts';

/** The random end of a temporary folder's name becomes a placeholder. */
export const temporaryFolder: Normaliser = {
  name: 'temporary-folder',
  why: 'Packages are downloaded to a temporary folder with a random name.',
  trigger: /d[bv]t-downloads-/,
  text: (text) => text.replaceAll(/\b(d[bv]t-downloads-)[a-z0-9_]{8}(?!\w)/g, '$1{random}'),
};
