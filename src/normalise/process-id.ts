import type { Normaliser } from './normaliser.ts';

/** As a server notes itself in a file, with its port, and an event in a text. A number of another kind may well be called `pid`. */
const noted = /(?<="pid": ?)\d+(?=,\s*"(?:port": ?\d|thread": ?"))/g;

/** The process id of each event, of a server in its own note, and of whoever writes a file of its own become a placeholder. */
export const processId: Normaliser = {
  name: 'process-id',
  why: 'The system assigns process ids.',
  trigger: /"pid": ?\d/,
  text: (text) => text.replaceAll(noted, '{pid}'),
  value: (value, path) =>
    typeof value === 'number' && path.at(-1) === 'pid' && (path.at(-2) === 'info' || isOfFile(path))
      ? '{pid}'
      : value,
};

/** A key of a JSON file as a whole: its name, `content`, and the key. */
const isOfFile = (path: readonly string[]) => path.length === 3 && path[1] === 'content';
