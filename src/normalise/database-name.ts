import type { Normaliser } from './normaliser.ts';

/** The name of the twin’s database becomes a placeholder. */
export const databaseName: Normaliser = {
  name: 'database-name',
  why: 'Each case has its own database, named after the case.',
  // Its name is letters, digits and underscores, and all cases' names begin alike: one pattern does for them.
  trigger: ({ database }) => new RegExp(database.slice(0, database.lastIndexOf('_') + 1)),
  text: (text, { database }) => text.replaceAll(database, '{database}'),
};
