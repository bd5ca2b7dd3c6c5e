/** Opens a session for a job. */
import { openSession, type Session } from '../../src/compare/session.ts';
import type { Job } from './job.ts';

/** The one place that says how the measured sessions are opened: as `run` opens its own. */
export const openJob = (job: Job, signal: AbortSignal, say: (text: string) => void): Promise<Session> =>
  openSession({
    root: job.root,
    config: job.config,
    reference: job.reference,
    candidate: job.candidate,
    database: job.config.database.provider,
    out: job.out,
    signal,
    say,
  });
