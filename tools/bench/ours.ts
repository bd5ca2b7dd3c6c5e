/** Program: runs the cases of a job as the verb `run` does, reports included, and answers with what that took. */
import { usualChecks } from '../../src/compare/confirm/choose-cases.ts';
import { runCases } from '../../src/compare/queue.ts';
import { readPeakMemory, readProcessorTime } from '../../src/process/processes.ts';
import { finish, settle } from '../../src/report/finish.ts';
import { totalsOf } from '../../src/report/score.ts';
import type { OursAnswer } from './job.ts';
import { readShares } from './processor-shares.ts';
import { answer } from './program.ts';

/** Since this process started. */
const seconds = () => performance.now() / 1000;

await answer<OursAnswer>(async (session, { cases, workers }, progress) => {
  const opened = seconds();
  // No engine step has run yet: whom we waited for until now are helpers of ours.
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
