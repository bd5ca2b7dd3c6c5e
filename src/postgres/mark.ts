/** The mark of our databases: a comment, without which no database is ever dropped. */
import { createHash } from 'node:crypto';

const pattern = /^dvt-compat (\S+) (\S+)$/;

/** The mark of a database that a run creates or uses now. */
export function markOf(runId: string): string {
  return `dvt-compat ${runId.replaceAll(/\s/g, '-')} ${new Date().toISOString()}`;
}

/** The run that created or last used a database, and when (ISO time); null if the comment is not our mark. */
export function readMark(comment: string | null): { readonly run: string; readonly used: string } | null {
  const match = pattern.exec(comment ?? '');
  return match?.[1] && match[2] ? { run: match[1], used: match[2] } : null;
}

/** Hexadecimal digest of a run's id as marks contain it, for prefixes and lock keys. */
export function runDigest(runId: string): string {
  return createHash('sha256').update(runId.replaceAll(/\s/g, '-')).digest('hex');
}
