import type { Normaliser } from './normaliser.ts';

const keys = new Set([
  'process_in_blocks',
  'process_out_blocks',
  'process_kernel_time',
  'process_user_time',
  'process_mem_max_rss',
]);
const inText = /("(?:process_\w+|command_wall_clock_time)": )"?[\d.e-]+"?/g;

/** Memory, processor time and disk blocks an engine reports of itself become placeholders. */
export const resources: Normaliser = {
  name: 'resources',
  why: 'The resource report of the engine depends on the load of the machine.',
  trigger: /Resource report: \{/,
  text: (text) => (text.includes('Resource report: {') ? text.replaceAll(inText, '$1{measured}') : text),
  value: (value, path) =>
    (typeof value === 'number' || typeof value === 'string') && keys.has(path.at(-1) ?? '')
      ? '{measured}'
      : value,
};
