/** The reports a run leaves behind. A new one is a file beside this and a line here. */

import { changesSince } from './changes.ts';
import { renderPage } from './html/render.ts';
import { jsonText } from './json/json-text.ts';
import { toReport } from './json/report-json.ts';
import { renderJunit } from './junit/junit.ts';
import { renderBrief } from './markdown/brief.ts';
import { renderIssue } from './markdown/issue.ts';
import { renderSummary } from './markdown/summary.ts';
import { rankFindings } from './ranking.ts';
import type { Run } from './run.ts';

export interface Reporter {
  /** Name in the run's folder; a folder (ending in `/`) where it makes several files. */
  readonly file: string;
  /** The text of `file`, or the texts of the files in that folder by name. */
  render(run: Run): string | Readonly<Record<string, string>>;
}

export const reporters = {
  json: { file: 'report.json', render: (run) => `${jsonText(toReport(run), 2)}\n` },
  summary: { file: 'summary.md', render: renderSummary },
  brief: { file: 'brief.md', render: renderBrief },
  page: { file: 'report.html', render: renderPage },
  junit: { file: 'junit.xml', render: renderJunit },
  issues: { file: 'issues/', render: renderIssues },
} as const satisfies Readonly<Record<string, Reporter>>;

function renderIssues(run: Run): Readonly<Record<string, string>> {
  const changes = run.against && changesSince(run.against, run);
  return Object.fromEntries(
    rankFindings(run).flatMap((ranked) =>
      ranked.issueFile
        ? [[ranked.issueFile.replace(/^issues\//, ''), renderIssue(run, ranked, changes)]]
        : [],
    ),
  );
}
