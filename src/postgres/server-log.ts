/** Reads the server's log through SQL, which works with every provider. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeLiteral, type Pool, type QueryResult } from 'pg';
import { parseStatements, type Statement } from './statements.ts';

/** A position in the log: right after a marker that is written at `offset` or later. */
export interface LogPosition {
  readonly file: string;
  readonly offset: number;
  readonly marker: string;
}

const chunkBytes = 8 * 1024 * 1024;
const timeoutMs = 5000;

/**
 * The position after everything that the server has done until now. The log collector may not have written all of it yet, but it
 * writes in order, so a marker separates it from what follows.
 */
export async function logPosition(admin: Pool): Promise<LogPosition> {
  const marker = randomUUID();
  const [where] = (await admin.query(
    `select file, (pg_stat_file(file)).size from pg_current_logfile('jsonlog') as file; ${marking(marker)}`,
  )) as unknown as readonly QueryResult<{ file: string; size: string }>[];
  const [now] = where?.rows ?? [];
  if (!now?.file) throw new Error('The server writes no JSON log');
  return { file: now.file, offset: Number(now.size), marker };
}

/** Raised as a message, because our own statements are not logged. */
const marking = (marker: string) => `do $$ begin raise log 'marker ${marker}'; end $$`;

/** What reached the database `name` between `position` and now. */
export async function statementsSince(
  admin: Pool,
  position: LogPosition,
  name: string,
): Promise<readonly Statement[]> {
  const lines = await readToMarker(admin, position);
  const from = lines.findIndex((line) => line.includes(position.marker));
  if (from < 0) throw new Error("The server's log no longer holds the marker of the position");
  return parseStatements(lines.slice(from + 1), name);
}

/**
 * Writes a marker into the log and reads up to it.
 * @throws Error if the marker does not appear within five seconds.
 */
async function readToMarker(admin: Pool, from: LogPosition): Promise<readonly string[]> {
  const marker = randomUUID();
  await admin.query(marking(marker));
  const lines: string[] = [];
  const deadline = Date.now() + timeoutMs;
  let { file, offset } = from;
  let pause = 1;
  let size = chunkBytes;
  let rotated = false;
  for (;;) {
    const { bytes, current } = await read(admin, file, offset, size);
    const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    const found = whole.indexOf(marker);
    const length = found < 0 ? whole.length : whole.indexOf(0x0a, found) + 1;
    lines.push(...whole.toString('utf8', 0, length).split('\n').filter(Boolean));
    offset += length;
    if (found >= 0) return lines;
    if (length > 0) continue;
    if (bytes.length === size) {
      size *= 2; // a line is longer than a chunk
      continue;
    }
    // Once there is another current file, nothing more is written to this one: read its end once more, then go on.
    if (rotated) [file, offset] = [current, 0];
    rotated = current !== file;
    if (Date.now() > deadline)
      throw new Error(`The server's log did not show the marker within ${timeoutMs} ms`);
    await sleep(pause);
    pause = Math.min(pause * 2, 50);
  }
}

async function read(
  admin: Pool,
  file: string,
  offset: number,
  size: number,
): Promise<{ readonly bytes: Buffer; readonly current: string }> {
  const { rows } = await admin.query<{ bytes: Buffer; current: string }>(
    `select pg_read_binary_file(${escapeLiteral(file)}, ${offset}, ${size}) as bytes, pg_current_logfile('jsonlog') as current`,
  );
  if (!rows[0]) throw new Error('unreachable: a select without from has one row');
  return rows[0];
}
