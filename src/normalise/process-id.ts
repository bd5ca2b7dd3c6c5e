import type { Normaliser } from './normaliser.ts';

/** The process id each event carries becomes a placeholder. */
export const processId: Normaliser = {
  name: 'process-id',
  why: 'The system numbers processes as they come.',
  value: (value, path) =>
    typeof value === 'number' && path.at(-1) === 'pid' && path.at(-2) === 'info' ? '{pid}' : value,
};
