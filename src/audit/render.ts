/** What an audit found, for people, for programs, and as issues. */

import { counted } from '../facets/wording.ts';
import { code, plain, slug } from '../report/markdown/markdown.ts';
import { plainTable } from '../report/terminal/plain-table.ts';
import { visibleLine } from '../report/visible.ts';
import { type Check, checks } from './checks.ts';
import type { Flaw } from './flaw.ts';
import type { Recorded } from './recorded.ts';

/** What was looked at, and what was found. */
export interface Audit {
  /** The finished run it is about; absent where there is none. */
  readonly recorded?: Recorded | undefined;
  readonly flaws: readonly Flaw[];
}

const areas = Object.entries<Check>(checks);

/** A table, and what was not looked at. */
export function renderAudit({ recorded, flaws }: Audit): string {
  const rows = flaws.map(({ area, subject, what, file }) => [area, subject, file, visibleLine(what, 300)]);
  const table = plainTable(
    ['check', 'subject', 'file to change', 'problem'].map((head) => ({ head, align: 'left' })),
    rows,
  );
  return [
    ...(flaws.length > 0 ? [table, ''] : []),
    flaws.length > 0 ? `✖ ${counted(flaws.length, 'problem')} found.` : '✔ No problems found.',
    looked(recorded),
  ].join('\n');
}

function looked(recorded: Recorded | undefined): string {
  if (recorded)
    return `Checked the suites and the run ${recorded.run.id} (${recorded.run.tier}) of ${recorded.candidate.spec}.`;
  const not = areas.filter(([, { ofRun }]) => ofRun).map(([area]) => area);
  return `Checked the suites. Not checked: ${not.join(', ')}, because reports/ has no complete run. Start one: npm run compat -- run --tier standard`;
}

/** The same as data. */
export const auditJson = ({ recorded, flaws }: Audit) => ({
  schema: 'dvt-compat/audit/1',
  run: recorded ? { ...recorded.run, candidate: recorded.candidate.spec } : null,
  not_checked: recorded ? [] : areas.filter(([, { ofRun }]) => ofRun).map(([area]) => area),
  to_fix: flaws,
});

/** Markdown of an issue for each, by file name: the same flaw has the same name in each audit. */
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
