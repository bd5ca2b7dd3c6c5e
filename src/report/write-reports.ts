/** Writes the reports of a run into its folder. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
      await write(target, text);
      continue;
    }
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    for (const [name, content] of Object.entries(text)) await write(path.join(target, name), content);
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, withoutPrivate(text));
}
