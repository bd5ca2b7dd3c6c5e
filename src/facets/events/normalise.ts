import { type InvocationEvents, invocationsOf } from '../../dbt/invocations.ts';
import { byThread } from '../../dbt/text-log.ts';
import type { Apply } from '../../normalise/clean.ts';
import type { Json } from '../../observe/observation.ts';
import { normaliseLines } from '../console/normalise.ts';

/** The log by invocation, then what it says in lines that are no events: all of it where the engine was told to write text. */
export function normaliseEvents(events: readonly Json[], apply: Apply): readonly InvocationEvents[] {
  const written = events.filter((event) => typeof event === 'string');
  const invocations = invocationsOf(events.filter((event) => typeof event !== 'string'));
  return [
    ...invocations.map((one) => ({
      command: one.command,
      events: apply.whole(apply.clean.value(one.events), ({ events: ofEvents }) => ofEvents),
    })),
    ...(written.length > 0 ? [{ command: '', events: normaliseLines(byThread(written), apply) }] : []),
  ];
}
