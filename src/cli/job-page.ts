/** The page of a GitHub Actions job: what is appended to the file that `GITHUB_STEP_SUMMARY` names is shown there. */
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Shows the run whose reports are in `out` on the page of the job, where we are part of one. */
export async function showOnJobPage(out: string): Promise<void> {
  const page = process.env.GITHUB_STEP_SUMMARY;
  if (page) await appendFile(page, `${await readFile(path.join(out, 'brief.md'), 'utf8')}\n`);
}
