/** The smoke cases of all suites as tests: `npm test`, or `npm test -- run` for those of one command. */
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSuites } from '../src/cases/suites.ts';
import { runCases, workersFor } from '../src/compare/queue.ts';
import { openSession, runId, type Session } from '../src/compare/session.ts';
import { readConfig } from '../src/config/config.ts';
import { type CaseResult, failing, unjudged } from '../src/findings/verdict.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = await readConfig([root]);
const suites = (await loadSuites(root)).map(({ command, cases }) => ({
  command,
  cases: cases.filter(({ tier }) => tier === 'smoke'),
}));

const stop = new AbortController();
const results = new Map<string, Promise<CaseResult>>();
let session: Session;

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it which fixtures the function needs.
beforeAll(async ({}, file) => {
  session = await openSession({
    root,
    config,
    reference: config.reference,
    candidate: config.candidate,
    database: config.database.provider,
    out: path.join(root, 'reports', `test-${runId(new Date())}`),
    signal: stop.signal,
    say: (text) => process.stderr.write(`${text}\n`),
  });
  // Vitest leaves out the tests that a name pattern does not match.
  const names = file.tasks.flatMap((task) =>
    'tasks' in task ? task.tasks.flatMap(({ mode, name }) => (mode === 'run' ? [name] : [])) : [],
  );
  const asked = suites
    .flatMap(({ cases }) => cases)
    .filter(({ id, title }) => names.includes(`${id}: ${title}`));
  const running = runCases(session, asked, {
    workers: workersFor(config.workers, os.availableParallelism()),
    repeat: 2,
    check: { seed: session.id, count: 3 },
  });
  for (const [index, { id }] of asked.entries()) {
    const result = running[index] as Promise<CaseResult>;
    // Its test awaits it. Until then, a rejection is not unhandled.
    result.catch(() => undefined);
    results.set(id, result);
  }
});

afterAll(async () => {
  stop.abort();
  await session?.close();
});

for (const { command, cases } of suites)
  describe(command, () => {
    for (const { id, title } of cases)
      test(`${id}: ${title}`, async () => {
        const result = (await results.get(id)) as CaseResult;
        const unexpected = failing(result, config.fail_on).map(
          ({ facet, kind, path, reference, candidate }) => ({
            facet,
            kind,
            path,
            reference,
            candidate,
          }),
        );
        expect(unexpected).toEqual([]);
        // A blocked case has differences. In the others, differences that do not fail a run may be left.
        expect(unjudged, result.reason).not.toContain(result.verdict);
      });
  });

test('warm hosts show the same as normal starts', async () => {
  await Promise.allSettled(results.values());
  expect(session.confirmations.allInvented()).toEqual([]);
});
