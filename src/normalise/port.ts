import type { Normaliser } from './normaliser.ts';

const pattern = (port: number) => `\\b${port}\\b`;

/** The port of the workspace becomes a placeholder. */
export const port: Normaliser = {
  name: 'port',
  why: 'Each run on a machine has its own ports.',
  trigger: ({ port }) => new RegExp(port === undefined ? '(?!)' : pattern(port)),
  text: (text, { port }) =>
    port === undefined ? text : text.replaceAll(new RegExp(pattern(port), 'g'), '{port}'),
};
