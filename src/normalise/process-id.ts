import type { Normaliser } from './normaliser.ts';

/** As a server notes itself in a file, beside its port. A number of another kind may well be called `pid`. */
const noted = /(?<="pid": ?)\d+(?=,\s*"port": ?\d)/g;

/** The process id each event carries, and that of a server in its own note, become a placeholder. */
export const processId: Normaliser = {
  name: 'process-id',
  why: 'The system assigns process ids.',
  trigger: /"pid": ?\d/,
  text: (text) => text.replaceAll(noted, '{pid}'),
  value: (value, path) =>
    typeof value === 'number' && path.at(-1) === 'pid' && path.at(-2) === 'info' ? '{pid}' : value,
};
