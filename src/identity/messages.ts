/** What an engine said in a step, before it is normalised: which program speaks, and checksums that include the version. */

import { createHash } from 'node:crypto';
import { jsonIn } from '../config/json.ts';
import { messageOf } from '../dbt/log-event.ts';
import type { Observation } from '../observe/observation.ts';
import type { Identity, Program } from './identity.ts';
import { before, both } from './patterns.ts';

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

/**
 * The program that speaks in a step: the engine's own if it states its name and version, or else the one that it wraps; any of
 * them if neither does. So an engine that also mentions dbt-core somewhere is not taken for the reference.
 * @param texts lines of output and messages of the log.
 */
export function speaking(programs: Identity['programs'], texts: readonly string[]): Identity['programs'] {
  const speaker = programs.find((program) => {
    const states = statesProgram(program);
    return texts.some((text) => states.test(text));
  });
  return speaker ? [speaker] : programs;
}

const statesProgram = (program: Program) => new RegExp(`^${before}Running with ${both(program)}\\r?$`);

/**
 * Checksums that are printed with all their inputs, which include the version: computing them again shows that they contain
 * nothing else. Any other checksum is not replaced.
 * @param texts before they are normalised, because inputs may be times or paths.
 */
export const checksumsThatFollow = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap((text) =>
      [...text.matchAll(statement)].flatMap(([, checksum = '', ...inputs]) =>
        sha256(inputs.join('\0')) === checksum ? [checksum] : [],
      ),
    ),
  );

/** The inputs that decide whether dbt can parse partially. Variables may span lines. */
const statement =
  /\bchecksum: ([0-9a-f]{64}), vars: ([\s\S]*?), profile: ([^\n]*?), target: ([^\n]*?), version: (\S+)/g;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
