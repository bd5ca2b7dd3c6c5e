import type { Normaliser } from './normaliser.ts';

/** Addresses of Python objects (`<… at 0x7f…>`) become a placeholder. */
export const address: Normaliser = {
  name: 'address',
  why: 'The memory address of an object changes with every start.',
  trigger: /at 0x/,
  text: (text) => text.replaceAll(/\bat 0x[0-9a-f]{6,16}\b/g, 'at {address}'),
};
