/** The reports of a run. A new one is a file and a line here. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { changesOf } from './changes.ts';
import { renderPage } from './html/render.ts';
import { toReport } from './json/report-json.ts';
import { renderJunit } from './junit/junit.ts';
import { renderBrief } from './markdown/brief.ts';
import { renderIssue } from './markdown/issue.ts';
import { renderSummary } from './markdown/summary.ts';
import { withoutPrivate } from './private.ts';
import { rankCauses } from './ranking.ts';
import type { Run } from './run.ts';
import { jsonText } from './visible.ts';

/** By name in the run's folder: the text of a file, or the texts of the files of a folder by name. */
export const reporters: Readonly<Record<string, (run: Run) => string | Readonly<Record<string, string>>>> = {
  'report.json': (run) => `${jsonText(toReport(run), 2)}\n`,
  'summary.md': renderSummary,
  'brief.md': renderBrief,
  'report.html': renderPage,
  'junit.xml': renderJunit,
  issues: renderIssues,
};

function renderIssues(run: Run): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rankCauses(run).flatMap((ranked) =>
      ranked.issueFile ? [[path.basename(ranked.issueFile), renderIssue(run, ranked, changesOf(run))]] : [],
    ),
  );
}

/**
 * Writes every report into `run.out`, replacing earlier ones; other files there stay.
 * Everything is rendered before anything is written, so a defect in one reporter leaves the old reports whole.
 */
export async function writeReports(run: Run): Promise<void> {
  const rendered = Object.entries(reporters).map(([name, render]) => [name, render(run)] as const);
  await mkdir(run.out, { recursive: true });
  for (const [name, text] of rendered) {
    const target = path.join(run.out, name);
    if (typeof text === 'string') {
      await writeFile(target, withoutPrivate(text));
      continue;
    }
    await rm(target, { recursive: true, force: true });
    await mkdir(target);
    for (const [file, content] of Object.entries(text))
      await writeFile(path.join(target, file), withoutPrivate(content));
  }
}
