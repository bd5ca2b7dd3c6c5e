/** Normalisers of ids and names that are random or assigned by the system. */
import type { Normaliser } from './normaliser.ts';

/** The name of the case's database becomes a placeholder. */
export const databaseName: Normaliser = {
  name: 'database-name',
  why: 'Each case has its own database, named after the case.',
  // Names consist of letters, digits and underscores, and begin alike in all cases, so this is one pattern for all.
  trigger: ({ database }) => new RegExp(database.slice(0, database.lastIndexOf('_') + 1)),
  text: (text, { database }) => text.replaceAll(database, '{database}'),
};

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** The random id of an invocation becomes a placeholder. Any other UUID is data and stays. */
export const invocationId: Normaliser = {
  name: 'invocation-id',
  why: 'Every invocation of an engine has a random id.',
  trigger: /-[0-9a-f]{4}-[0-9a-f]{4}-/,
  text: (text, { invocations }) =>
    text.replaceAll(uuid, (found) => (invocations.has(found) ? '{invocation}' : found)),
};

/** In a file that a server writes about itself, with its port, and in an event as text. Any other `pid` may be data. */
const noted = /(?<="pid": ?)\d+(?=,\s*"(?:port": ?\d|thread": ?"))/g;

/** The process id in an event, and at the top level of a JSON file, becomes a placeholder. */
export const processId: Normaliser = {
  name: 'process-id',
  why: 'The system assigns process ids.',
  trigger: /"pid": ?\d/,
  text: (text) => text.replaceAll(noted, '{pid}'),
  value: (value, path) =>
    typeof value === 'number' && path.at(-1) === 'pid' && (path.at(-2) === 'info' || isTopLevel(path))
      ? '{pid}'
      : value,
};

/** Name of the file, `content`, and the key. */
const isTopLevel = (path: readonly string[]) => path.length === 3 && path[1] === 'content';

const backend = /(pg_(?:terminate|cancel)_backend\(|Cancelling query '[^']*' \()\d+\)/g;

/** The id of a server process that an engine ends becomes a placeholder. */
export const backendId: Normaliser = {
  name: 'backend-id',
  why: 'Each connection has its own server process, whose id is assigned by the system.',
  trigger: /_backend\(\d|Cancelling query '/,
  text: (text) => text.replaceAll(backend, '$1{backend})'),
};

/** Addresses of Python objects (`<… at 0x7f…>`) become a placeholder. */
export const address: Normaliser = {
  name: 'address',
  why: 'The memory address of an object changes with every start.',
  trigger: /at 0x/,
  text: (text) => text.replaceAll(/\bat 0x[0-9a-f]{6,16}\b/g, 'at {address}'),
};

const named = /\b(index (?:if not exists\s+)?)("?)[0-9a-f]{32}\2(?= |\n)/gi;
/** On the console, statement and name are on separate lines. */
const [unnamed, onlyName] = [/\bindex if not exists$/i, /^(\s+)"[0-9a-f]{32}"$/];

/** The name of an index that a model asks for becomes a placeholder. */
export const indexName: Normaliser = {
  name: 'index-name',
  why: 'dbt-postgres names an index after a digest of its columns and the current time.',
  trigger: /[Ii][Nn][Dd][Ee][Xx] /,
  text: (text) => text.replaceAll(named, '$1"{index}"'),
  lines: (lines) =>
    lines.map((line, at) =>
      unnamed.test(lines[at - 1] ?? '') ? line.replace(onlyName, '$1"{index}"') : line,
    ),
};

const portPattern = (number: number) => `\\b${number}\\b`;

/** The port of the workspace becomes a placeholder. */
export const port: Normaliser = {
  name: 'port',
  why: 'Each run on a machine has its own ports.',
  trigger: ({ port: number }) => new RegExp(number === undefined ? '(?!)' : portPattern(number)),
  text: (text, { port: number }) =>
    number === undefined ? text : text.replaceAll(new RegExp(portPattern(number), 'g'), '{port}'),
};
