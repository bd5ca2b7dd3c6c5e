import { defineFacet } from '../facet.ts';
import { textDeviations } from '../hunks.ts';
import { kindsOn } from './kinds.ts';

export const stdout = defineFacet({
  name: 'stdout',
  label: 'standard output',
  where: 'On `stdout`',
  about: 'What was printed on stdout, line by line.',
  lookIn: ['cli/{command}', 'task/{command}', 'task/printer', 'events/types', 'tasks/{command}'],
  strength: 5,
  compare: (reference, candidate) => textDeviations('stdout', 'line', reference.stdout, candidate.stdout),
  kinds: kindsOn('stdout'),
});

export const stderr = defineFacet({
  name: 'stderr',
  label: 'standard error',
  where: 'On `stderr`',
  about: 'What was printed on stderr, line by line.',
  lookIn: ['cli/main', 'cli/{command}', 'cli/exceptions'],
  strength: 5,
  compare: (reference, candidate) => textDeviations('stderr', 'line', reference.stderr, candidate.stderr),
  kinds: kindsOn('stderr'),
});
