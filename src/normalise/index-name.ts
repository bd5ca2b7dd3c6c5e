import type { Normaliser } from './normaliser.ts';

/** On the console, statement and name stand on lines of their own. */
const [unnamed, name] = [/\bindex if not exists$/i, /^(\s+)"[0-9a-f]{32}"$/];
const named = /\b(index (?:if not exists\s+)?)("?)[0-9a-f]{32}\2(?= |\n)/gi;

/** The name of an index that a model asks for becomes a placeholder. */
export const indexName: Normaliser = {
  name: 'index-name',
  why: 'dbt-postgres names an index after a digest of its columns and the current time.',
  trigger: /[Ii][Nn][Dd][Ee][Xx] /,
  text: (text) => text.replaceAll(named, '$1"{index}"'),
  lines: (lines) =>
    lines.map((line, at) => (unnamed.test(lines[at - 1] ?? '') ? line.replace(name, '$1"{index}"') : line)),
};
