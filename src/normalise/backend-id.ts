import type { Normaliser } from './normaliser.ts';

const named = /(pg_(?:terminate|cancel)_backend\(|Cancelling query '[^']*' \()\d+\)/g;

/** The id of a server process that an engine ends becomes a placeholder. */
export const backendId: Normaliser = {
  name: 'backend-id',
  why: 'Each connection has its own server process, whose id is assigned by the system.',
  trigger: /_backend\(\d|Cancelling query '/,
  text: (text) => text.replaceAll(named, '$1{backend})'),
};
