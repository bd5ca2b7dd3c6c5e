/** What an engine said in a step, before it is normalised. */
import { jsonIn } from '../config/json.ts';
import { messageOf } from '../dbt/log-event.ts';
import type { Observation } from '../observe/observation.ts';

/** Lines of the output and messages of the log. A line or event in JSON counts as its message. */
export const messagesOf = ({
  events,
  stdout,
  stderr,
}: Pick<Observation, 'events' | 'stdout' | 'stderr'>) => ({
  log: events.map((event) => (typeof event === 'string' ? event : (messageOf(event) ?? ''))),
  console: [stdout, stderr].flatMap((text) => text.split('\n').map(ofLine)),
});

function ofLine(line: string): string {
  const event = line.startsWith('{"') ? jsonIn(line) : undefined;
  return event === undefined ? line : (messageOf(event) ?? '');
}
