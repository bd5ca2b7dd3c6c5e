/** Program: runs the cases of a job as the command `run` does, with reports, and prints what that cost. */
import { usualChecks } from '../../src/compare/confirm/choose-cases.ts';
import { runCases } from '../../src/compare/queue.ts';
import { readPeakMemory, readProcessorTime } from '../../src/process/processes.ts';
import { finish, settle } from '../../src/report/finish.ts';
import { totalsOf } from '../../src/report/score.ts';
import { readShares } from './processor-shares.ts';
import { answer } from './program.ts';
import type { Measurement } from './schema.ts';

/** Since this process started. */
const seconds = () => performance.now() / 1000;

await answer<Omit<Measurement, 'seconds'>>(async (session, { cases, workers }, progress) => {
  const opened = seconds();
  // No engine step has run yet, so all child processes so far are helpers of the harness.
  const helpers = readProcessorTime(process.pid)?.waited ?? 0;
  progress.expect(cases.length);
  const results = await settle(
    runCases(
      session,
      cases,
      { workers, repeat: 2, check: { seed: 'bench', count: usualChecks(cases.length) } },
      progress,
    ),
  );
  const ran = seconds();
  await finish(session, results, {
    tier: 'full',
    workers,
    threshold: 'console',
    options: [],
    planned: cases.map(({ id }) => id),
  });
  return {
    opening_seconds: opened,
    cases_seconds: ran - opened,
    reports_seconds: seconds() - ran,
    ...readShares(helpers),
    peak_memory_mib: (readPeakMemory(process.pid) ?? 0) / 1024 ** 2,
    verdicts: totalsOf(results),
  };
});
