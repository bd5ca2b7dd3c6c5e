/** Checksums whose inputs the engine prints next to them: each is computed again from these. */
import { createHash } from 'node:crypto';
import type { Observation } from '../observe/observation.ts';

/**
 * The checksums of an observation that follow from what is printed with them, one of them the version. With these a
 * checksum says nothing that its inputs do not; any other stays as it is.
 * @param observation before it is normalised: inputs may be times or paths.
 */
export function checksumsThatFollow({
  events,
  stdout,
}: Pick<Observation, 'events' | 'stdout'>): ReadonlySet<string> {
  const log = events.map((event) => (typeof event === 'string' ? event : messageOf(event)));
  const texts = [log.join('\n'), ...stdout.split('\n').map(messageOfLine), stdout];
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(statement)].flatMap(([, checksum = '', ...inputs]) =>
        sha256(inputs.join('\0')) === checksum ? [checksum] : [],
      ),
    ),
  );
}

/** As dbt states what decides whether it can parse partially; variables may span lines. */
const statement =
  /\bchecksum: ([0-9a-f]{64}), vars: ([\s\S]*?), profile: ([^\n]*?), target: ([^\n]*?), version: ([^\s"]+)/g;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const messageOf = (event: unknown): string => (event as { info?: { msg?: string } } | null)?.info?.msg ?? '';

function messageOfLine(line: string): string {
  if (!line.startsWith('{"') || !line.includes('checksum: ')) return '';
  try {
    return messageOf(JSON.parse(line));
  } catch {
    return '';
  }
}
