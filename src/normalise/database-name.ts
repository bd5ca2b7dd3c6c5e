import type { Normaliser } from './normaliser.ts';

/** The name of the twin’s database becomes a placeholder. */
export const databaseName: Normaliser = {
  name: 'database-name',
  why: 'Each case has a database of its own, named after the case.',
  // Its name is letters, digits and underscores.
  trigger: ({ database }) => new RegExp(database),
  text: (text, { database }) => text.replaceAll(database, '{database}'),
};
