/** What an engine said in a step, before it is normalised. */

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
 * The programs that speak in a step: the engine's own where it states itself, or the one it wraps where only that does;
 * any of them in a step in which neither is stated. So an engine that also names its own package dbt-core somewhere does
 * not pass for the reference.
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
 * The checksums that follow from what is printed with them, one of these the version. With its inputs shown, such a
 * checksum says nothing more; any other stays as it is.
 * @param texts what the engine said before it was normalised: inputs may be times or paths.
 */
export const checksumsThatFollow = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap((text) =>
      [...text.matchAll(statement)].flatMap(([, checksum = '', ...inputs]) =>
        sha256(inputs.join('\0')) === checksum ? [checksum] : [],
      ),
    ),
  );

/** As dbt states what decides whether it can parse partially; variables may span lines. */
const statement =
  /\bchecksum: ([0-9a-f]{64}), vars: ([\s\S]*?), profile: ([^\n]*?), target: ([^\n]*?), version: (\S+)/g;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
