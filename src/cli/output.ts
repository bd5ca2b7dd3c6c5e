/** What commands print on stdout. */
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cause } from '../findings/cause.ts';
import { withoutPrivate } from '../report/private.ts';
import type { Run } from '../report/run.ts';
import { hasColour } from '../report/terminal/paint.ts';
import { renderTable } from '../report/terminal/terminal.ts';
import { jsonText, visibleLine } from '../report/visible.ts';

/** Prints a text without what is private. */
export const print = (text: string): void => void process.stdout.write(`${withoutPrivate(text)}\n`);
export const printJson = (value: unknown): void => print(jsonText(value, 2));

/** Prints the table of a run, or only its `report.json`; in a job of GitHub Actions also adds brief.md to the page of the job. */
export async function printRun(run: Run, json: boolean): Promise<void> {
  const page = process.env.GITHUB_STEP_SUMMARY;
  if (page) await appendFile(page, `${await readFile(path.join(run.out, 'brief.md'), 'utf8')}\n`);
  if (json) {
    process.stdout.write(await readFile(path.join(run.out, 'report.json'), 'utf8'));
    return;
  }
  const colour = hasColour(process.stdout);
  process.stdout.write(`\n${renderTable(run, { colour, width: process.stdout.columns ?? 120 })}\n`);
}

/** The causes from which a user can choose, a line each. */
export const causesOf = (findings: readonly Cause[]): string =>
  `Its causes:\n${findings.map(({ fingerprint, title }) => `${fingerprint}  ${visibleLine(title)}`).join('\n')}`;
