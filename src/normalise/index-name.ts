import type { Normaliser } from './normaliser.ts';

const named = /\b(index (?:if not exists\s+)?)("?)[0-9a-f]{32}\2(?= |\n)/gi;

/** The name of an index that a model asks for becomes a placeholder. */
export const indexName: Normaliser = {
  name: 'index-name',
  why: 'dbt-postgres names an index by a digest of its columns and the time, as Postgres wants names to be unique.',
  trigger: /[Ii][Nn][Dd][Ee][Xx] /,
  text: (text) => text.replaceAll(named, '$1"{index}"'),
};
