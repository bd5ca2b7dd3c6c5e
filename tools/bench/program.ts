/** The two programs that are measured, ours.ts and naive.ts: a job on stdin, a line of JSON on stdout, the rest on stderr. */
import { text } from 'node:stream/consumers';
import type { Case } from '../../src/cases/case.ts';
import { stopOnSignals, tellFailure } from '../../src/cli/ending.ts';
import { type Progress, showProgress } from '../../src/cli/progress.ts';
import { openSession, type Session } from '../../src/compare/session.ts';
import type { Config } from '../../src/config/config.ts';

/** What is measured, with dvt-compat and with the naive script. */
export interface Workload {
  /** Folder with `projects/`, `suites/expectations/` and `package.json`. */
  readonly root: string;
  readonly config: Config;
  /** Names or specs of the engines. */
  readonly reference: string;
  readonly candidate: string;
  readonly cases: readonly Case[];
}

export interface Job extends Workload {
  /** Parallel cases; the naive script has no parallel cases. */
  readonly workers: number;
  /** Folder that receives evidence and reports. */
  readonly out: string;
}

/** Opens a session as the command `run` does, measures, and prints what was measured. */
export async function answer<Answer>(
  measure: (session: Session, job: Job, progress: Progress) => Promise<Answer>,
): Promise<void> {
  const progress = await showProgress();
  try {
    const signal = stopOnSignals().signal;
    const job = JSON.parse(await text(process.stdin)) as Job;
    const database = job.config.database.provider;
    const session = await openSession({ ...job, database, signal, say: progress.say });
    const answered = await measure(session, job, progress).finally(session.close);
    process.stdout.write(`${JSON.stringify(answered)}\n`);
  } catch (error) {
    process.exitCode = tellFailure(error);
  } finally {
    progress.end();
  }
}
