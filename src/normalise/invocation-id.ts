import type { Normaliser } from './normaliser.ts';

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** The random id of each invocation becomes a placeholder; any other uuid is data and stays. */
export const invocationId: Normaliser = {
  name: 'invocation-id',
  why: 'Every invocation of an engine has a random id.',
  trigger: /-[0-9a-f]{4}-[0-9a-f]{4}-/,
  text: (text, frame) =>
    text.replaceAll(uuid, (found) => (frame.invocations.has(found) ? '{invocation}' : found)),
};
