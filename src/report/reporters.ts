/** The reports a run leaves behind. A new one is a file beside this and a line here. */

import { renderBrief } from './brief.ts';
import { changesSince } from './changes.ts';
import { renderIssue } from './issue.ts';
import { jsonText } from './json-text.ts';
import { renderJunit } from './junit.ts';
import { renderPage } from './page/render.ts';
import { rankFindings } from './ranking.ts';
import { toReport } from './report-json.ts';
import type { Run } from './run.ts';
import { renderSummary } from './summary.ts';

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
