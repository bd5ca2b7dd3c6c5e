/** What an engine said in a step, before it is normalised. */
import { jsonIn } from '../config/json.ts';
import type { Observation } from '../observe/observation.ts';

/** @returns lines of output and messages of the log; of a line or event in JSON its message. */
export const messagesOf = ({
  events,
  stdout,
  stderr,
}: Pick<Observation, 'events' | 'stdout' | 'stderr'>) => ({
  log: events.map((event) => (typeof event === 'string' ? event : messageIn(event))),
  console: [stdout, stderr].flatMap((text) => text.split('\n').map(ofLine)),
});

const messageIn = (event: unknown): string => (event as { info?: { msg?: string } } | null)?.info?.msg ?? '';

function ofLine(line: string): string {
  const event = line.startsWith('{"') ? jsonIn(line) : undefined;
  return event === undefined ? line : messageIn(event);
}
