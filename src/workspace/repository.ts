/** Makes a git repository of a folder of a twin's project. */
import path from 'node:path';
import { execa } from 'execa';
import type { Step } from '../cases/case.ts';

/** Author and time of every commit: the same content has the same id on both sides and every day. */
export const author = {
  GIT_AUTHOR_NAME: 'Shop',
  GIT_AUTHOR_EMAIL: 'shop@example.org',
  GIT_AUTHOR_DATE: '2024-03-01T12:00:00Z',
  GIT_COMMITTER_NAME: 'Shop',
  GIT_COMMITTER_EMAIL: 'shop@example.org',
  GIT_COMMITTER_DATE: '2024-03-01T12:00:00Z',
};

/** Nothing of the user's own: signing, hooks, line ends. */
const alone = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** Commits all that is in the folder, on the branch `main`, under the tags; a second call adds a commit. */
export async function makeRepository(
  project: string,
  { repository, tags }: Extract<Step, { repository: unknown }>,
): Promise<void> {
  const git = (...argv: string[]) =>
    execa('git', argv, { cwd: path.join(project, repository), env: { ...author, ...alone } });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Package');
  for (const tag of tags) await git('tag', tag);
}
