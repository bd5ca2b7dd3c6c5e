/** Log files of engines: what a step wrote into them, also where one had grown too long and was renamed meanwhile. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Json, jsonIn } from '../../config/json.ts';
import type { FileChange } from '../../observe/observation.ts';
import { onDisk, type Roots, type Tree, wasWritten } from '../files/tree.ts';

/** The log (a fork’s may have its own name), and what it was renamed to: `dbt.log.1`, the oldest with the highest number. */
const logName = /^(?:dbt|dvt)\.log(?:\.(\d+))?$/;

export const isLog = (name: string): boolean => logName.test(path.basename(name));

/**
 * Reads the events of a step: what its logs hold beyond what they held before. A log that has become shorter is new.
 * @param before the tree before the step.
 * @param redact removes what must never be kept, such as a password.
 */
export function readEvents(
  roots: Roots,
  before: Tree,
  changes: Readonly<Record<string, FileChange>>,
  redact: (text: string) => string,
): readonly Json[] {
  const logs = Object.entries(changes).filter(([name, { change }]) => isLog(name) && change !== 'removed');
  const folders = Map.groupBy(logs, ([name]) => path.posix.dirname(name));
  return [...folders.values()].flatMap((files) => {
    if (!files.some(([, change]) => wasWritten(change))) return [];
    const names = files.map(([name]) => name).toSorted((a, b) => ageOf(b) - ageOf(a));
    const bytes = Buffer.concat(names.map((name) => readFileSync(onDisk(roots, name))));
    const known = names.reduce((sum, name) => sum + (before.get(name)?.size ?? 0), 0);
    return parseEvents(redact(bytes.subarray(known <= bytes.length ? known : 0).toString('utf8')));
  });
}

const ageOf = (name: string) => Number(logName.exec(path.basename(name))?.[1] ?? 0);

/** One event a line; a line that is none is kept as its text, also where it happens to be JSON: a name in quotes, a number. */
function parseEvents(log: string): readonly Json[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (line.startsWith('{') ? (jsonIn(line) ?? line) : line));
}
