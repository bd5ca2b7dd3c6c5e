/** The result of a run on stdout, and on the page of a CI job. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Run } from '../report/run.ts';
import { renderTable } from '../report/terminal/terminal.ts';
import { hasColour } from './colour.ts';
import { showOnJobPage } from './job-page.ts';

/** Shows the run on the job's page where there is one, and prints the table, or `report.json` and nothing else. */
export async function printRun(run: Run, json: boolean): Promise<void> {
  await showOnJobPage(run.out);
  if (json) {
    process.stdout.write(await readFile(path.join(run.out, 'report.json'), 'utf8'));
    return;
  }
  const colour = hasColour(process.stdout);
  process.stdout.write(`\n${renderTable(run, { colour, width: process.stdout.columns ?? 120 })}\n`);
}
