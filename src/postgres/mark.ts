/** The mark that every database of ours carries as its comment. Without it nothing is ever dropped. */
import { createHash } from 'node:crypto';

const pattern = /^dvt-compat (\S+) (\S+)$/;

/** Mark of a database that the run made or used just now. */
export function markOf(runId: string): string {
  return `dvt-compat ${runId.replaceAll(/\s/g, '-')} ${new Date().toISOString()}`;
}

/** The run that made or last used a database, and when (ISO time); null where the comment is not a mark of ours. */
export function readMark(comment: string | null): { readonly run: string; readonly used: string } | null {
  const match = pattern.exec(comment ?? '');
  return match?.[1] && match[2] ? { run: match[1], used: match[2] } : null;
}

/** Hexadecimal digest of a run's id as it stands in marks: prefixes and lock keys are cut from it. */
export function runDigest(runId: string): string {
  return createHash('sha256').update(runId.replaceAll(/\s/g, '-')).digest('hex');
}
