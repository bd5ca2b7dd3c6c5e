import type { Normaliser } from './normaliser.ts';

/** The random end of a temporary folder's name becomes a placeholder. */
export const temporaryFolder: Normaliser = {
  name: 'temporary-folder',
  why: 'Packages are downloaded into a folder that Python gives a random name.',
  trigger: /dbt-downloads-/,
  text: (text) => text.replaceAll(/\bdbt-downloads-[a-z0-9_]{8}(?![\w])/g, 'dbt-downloads-{random}'),
};
