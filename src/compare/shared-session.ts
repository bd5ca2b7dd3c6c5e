/** The session in which the suites run as tests: one for all of them, as opening it costs more than most cases. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from 'vitest';
import { readConfig } from '../config/config.ts';
import { openSession, runId } from './session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * vitest's `test`, with the session of this process: opened for the first suite that asks for it, closed after the last.
 * It must not be made in a setup file, which vitest evaluates anew for each file of tests.
 */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads there which fixtures it needs.
export const test = base.extend('shared', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const config = await readConfig([root]);
  const stop = new AbortController();
  const session = await openSession({
    root,
    config,
    reference: config.reference,
    candidate: config.candidate,
    database: config.database.provider,
    out: path.join(root, 'reports', `test-${runId(new Date())}`),
    signal: stop.signal,
    say: (text) => process.stderr.write(`${text}\n`),
  });
  onCleanup(async () => {
    stop.abort();
    await session.close();
  });
  return { session, config };
});
