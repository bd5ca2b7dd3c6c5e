/** What the measured programs have in common: a job on stdin, one JSON line on stdout, everything else on stderr. */
import { text } from 'node:stream/consumers';
import { stopOnSignals, tellFailure } from '../../src/cli/ending.ts';
import { type Progress, showProgress } from '../../src/cli/progress.ts';
import type { Session } from '../../src/compare/session.ts';
import type { Job } from './job.ts';
import { openJob } from './open-job.ts';

/** Opens a session for the job, has `measure` use it, closes it and prints the answer. */
export async function answer<Answer>(
  measure: (session: Session, job: Job, progress: Progress) => Promise<Answer>,
): Promise<void> {
  const progress = await showProgress();
  try {
    const signal = stopOnSignals().signal;
    const job = JSON.parse(await text(process.stdin)) as Job;
    const session = await openJob(job, signal, progress.say);
    const answered = await measure(session, job, progress).finally(session.close);
    process.stdout.write(`${JSON.stringify(answered)}\n`);
  } catch (error) {
    process.exitCode = tellFailure(error);
  } finally {
    progress.end();
  }
}
