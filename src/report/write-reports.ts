/** Writes the reports of a run into its folder. */
import path from 'node:path';
import fs from 'fs-extra';
import { withoutPrivate } from './private.ts';
import { type Reporter, reporters } from './reporters.ts';
import type { Run } from './run.ts';

/**
 * Writes every registered report into `run.out`, replacing those of an earlier time; other files there stay.
 * Everything is rendered before anything is written, so a defect in one reporter leaves the old reports whole.
 */
export async function writeReports(run: Run): Promise<void> {
  const rendered = Object.values<Reporter>(reporters).map(({ file, render }) => ({
    file,
    text: render(run),
  }));
  for (const { file, text } of rendered) {
    const target = path.join(run.out, file);
    if (typeof text === 'string') {
      await fs.outputFile(target, withoutPrivate(text));
      continue;
    }
    await fs.emptyDir(target);
    for (const [name, content] of Object.entries(text))
      await fs.outputFile(path.join(target, name), withoutPrivate(content));
  }
}
