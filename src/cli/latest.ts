/** `reports/latest` points at the last run. */
import { rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Points `latest` beside a run’s folder at it; the old link is replaced in one move. */
export async function pointLatest(out: string): Promise<void> {
  const parent = path.dirname(out);
  if (path.basename(parent) !== 'reports') return;
  const temporary = path.join(parent, `.latest-${process.pid}`);
  await rm(temporary, { force: true });
  await symlink(path.basename(out), temporary);
  await rename(temporary, path.join(parent, 'latest'));
}
