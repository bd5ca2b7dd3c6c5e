import { defineFacet } from '../facet.ts';
import { compareEvents } from './compare.ts';
import { kinds } from './kinds.ts';

export const events = defineFacet({
  name: 'events',
  label: 'log events',
  where: 'In the log (`logs/dbt.log`)',
  about: 'The engine’s own log: its invocations, and the events of each with order and content.',
  lookIn: ['task/{command}', 'cli/{command}', 'task/runnable', 'tasks/{command}'],
  compare: compareEvents,
  kinds,
});
