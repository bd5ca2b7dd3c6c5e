/** What commands that compare have in common: progress and a session, both closed whatever happens. */
import path from 'node:path';
import { openSession, runId, type Session } from '../compare/session.ts';
import type { Config } from '../config/config.ts';
import { type Progress, showProgress } from './progress.ts';

/** Options of every command that compares a pair. */
export interface PairOptions {
  readonly reference?: string | undefined;
  readonly candidate?: string | undefined;
  readonly database?: string | undefined;
  readonly out?: string | undefined;
  readonly cold?: boolean | undefined;
  readonly cache?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Opens a session for `use`, and closes it. The configuration gives defaults for the options. */
export async function withSession<T>(
  root: string,
  config: Config,
  options: PairOptions,
  signal: AbortSignal,
  use: (session: Session, progress: Progress) => Promise<T>,
): Promise<T> {
  const progress = await showProgress();
  try {
    const session = await openSession({
      root,
      config,
      reference: options.reference ?? config.reference,
      candidate: options.candidate ?? config.candidate,
      database: options.database ?? config.database.provider,
      out: options.out ?? path.resolve('reports', runId(new Date())),
      cold: options.cold,
      noCache: options.cache === false,
      signal,
      say: progress.say,
    });
    return await use(session, progress).finally(session.close);
  } finally {
    progress.end();
  }
}
