import type { Normaliser } from './normaliser.ts';

/** Line numbers in the Python code of an engine become a placeholder: in tracebacks, and in warnings (`{packages}/x.py:12:`). */
export const sourceLine: Normaliser = {
  name: 'source-line',
  why: 'A frame is compared by module and function. Line numbers differ between releases and between forms of console scripts.',
  trigger: /\{(?:packages|stdlib|program)\}/,
  text: (text) => text.replaceAll(place, '$1{line}'),
};

/** Quotes may be escaped, where one text holds another as JSON. */
const place = /(\{(?:packages|stdlib|program)\}[^\s:"]*(?:\\*", line |:))\d+\b/g;
