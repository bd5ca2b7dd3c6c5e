/** Whether an option did anything: what a step showed with it against what it shows without. */
import { createHash } from 'node:crypto';
import { nameOf } from '../dbt/log-event.ts';
import type { Normalised } from '../normalise/normalise.ts';
import type { Json } from '../observe/observation.ts';

/** Events that only repeat the command line. */
const echoes: readonly string[] = ['MainReportArgs', 'CommandCompleted'];

/**
 * Digest of all a step showed but the command line itself, which engines repeat in their log and in `args` of results.
 * Both have to be of one place: sets of paths, and of names with the database in them, come in another order in each.
 */
export function shownBy(step: Normalised): string {
  const invocations = step.invocations.map(({ command, events }) => ({
    command,
    events: events.filter((event) => !echoes.includes(nameOf(event) ?? '')),
  }));
  const artifacts = Object.entries(step.artifacts).map(([file, { content, invalid }]) => [
    file,
    { content: withoutArgs(content), invalid },
  ]);
  const shown = { ...step, invocations, artifacts: Object.fromEntries(artifacts) };
  return createHash('sha256')
    .update(JSON.stringify(canonical(shown as unknown as Json)))
    .digest('hex');
}

const withoutArgs = (content: Json): Json =>
  content !== null && typeof content === 'object' && 'args' in content
    ? { ...(content as Record<string, Json>), args: null }
    : content;

function canonical(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, canonical(item)]),
  );
}
