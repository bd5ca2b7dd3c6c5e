/** The result of an audit: as a table, as JSON, and as issues. */
import { counted } from '../facets/wording.ts';
import { code, plain, slug } from '../report/markdown/markdown.ts';
import { plainTable } from '../report/terminal/plain-table.ts';
import { visibleLine } from '../report/visible.ts';
import { type Check, checks, type Flaw } from './checks.ts';
import type { Recorded } from './recorded.ts';

export interface Audit {
  /** The finished run that it checked, if there is one. */
  readonly recorded?: Recorded | undefined;
  readonly flaws: readonly Flaw[];
}

const areas = Object.entries<Check>(checks);

/** A table of the problems, and what was not checked. */
export function renderAudit({ recorded, flaws }: Audit): string {
  const rows = flaws.map(({ area, subject, what, file }) => [area, subject, file, visibleLine(what, 300)]);
  const table = plainTable(
    ['check', 'subject', 'file to change', 'problem'].map((head) => ({ head, align: 'left' })),
    rows,
  );
  return [
    ...(flaws.length > 0 ? [table, ''] : []),
    flaws.length > 0 ? `✖ ${counted(flaws.length, 'problem')} found.` : '✔ No problems found.',
    scopeOf(recorded),
  ].join('\n');
}

function scopeOf(recorded: Recorded | undefined): string {
  if (recorded)
    return `Checked the suites and the run ${recorded.run.id} (${recorded.run.tier}) of ${recorded.candidate.spec}.`;
  const not = areas.filter(([, { ofRun }]) => ofRun).map(([area]) => area);
  return `Checked the suites. Not checked: ${not.join(', ')}, because reports/ has no complete run. Start one: npm run compat -- run --tier standard`;
}

/** The same as JSON. */
export const auditJson = ({ recorded, flaws }: Audit) => ({
  schema: 'dvt-compat/audit/1',
  run: recorded ? { ...recorded.run, candidate: recorded.candidate.spec } : null,
  not_checked: recorded ? [] : areas.filter(([, { ofRun }]) => ofRun).map(([area]) => area),
  to_fix: flaws,
});

/** An issue in Markdown for each problem, by file name: a problem has the same file name in every audit. */
export function auditIssues({ recorded, flaws }: Audit): Readonly<Record<string, string>> {
  return Object.fromEntries(
    flaws.map((flaw) => [`${flaw.area}-${slug(flaw.subject)}.md`, issue(flaw, recorded)] as const),
  );
}

function issue({ area, subject, what, file, remedy }: Flaw, recorded: Recorded | undefined): string {
  const check: Check | undefined = areas.find(([name]) => name === area)?.[1];
  const run = check?.ofRun && recorded;
  return `${[
    `# ${plain(subject)} ${plain(what)}`,
    `**What**\n\n${plain(check?.about ?? area)}.`,
    `**Where**\n\n${code(file)}`,
    `**Suggested fix**\n\n${plain(remedy)}`,
    `**How to reproduce**\n\n${code('npm run compat -- audit')}${run ? `, on the run ${code(recorded.run.id)} of ${code(recorded.candidate.spec)}` : ''}`,
  ].join('\n\n')}\n`;
}
