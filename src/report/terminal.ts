/** What a run ends with on the terminal. */

import path from 'node:path';
import pc from 'picocolors';
import type { Impact } from '../facets/impact.ts';
import { compat } from '../layout.ts';
import type { Tier } from '../plan/case.ts';
import { inventedLines } from './cold-checks.ts';
import { plainTable } from './plain-table.ts';
import { withoutPrivate } from './private.ts';
import { type Ranked, rankFindings } from './ranking.ts';
import type { Run } from './run.ts';
import { counted, percent, scoreOf, totalsOf } from './score.ts';
import { withVersion } from './sides.ts';
import { reproCommand } from './subject.ts';
import { adapted, changed, mending, reasons, referenceFailures } from './terminal-notes.ts';
import { plural, verdictLine } from './verdict-line.ts';
import { visibleLine } from './visible.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type Colours = ReturnType<typeof pc.createColors>;

/** A word and a shape each: colour alone says nothing to many people and to every log file. */
const symbols: Readonly<Record<Impact, string>> = {
  data: '◆',
  outcome: '✖',
  contract: '▲',
  console: '•',
  internals: '·',
};

/** More findings than a screen holds are counted, with the place where they all are. */
const maxFindings = 25;

/**
 * The findings as a table, the verdicts, where the reports are and what to do next: the text printed last.
 * Paths are relative to the working directory.
 */
export function renderTable(run: Run, { colour, width }: TerminalOptions): string {
  const colours = pc.createColors(colour);
  const ranked = rankFindings(run);
  const totals = totalsOf(run.results);
  const clean = totals.cases > 0 && totals.cases === totals.same + totals.expected;
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  const table = [
    ...(listed.length > 0 ? [findingsTable(listed, colours, width), ...beyond(listed)] : []),
    ...collapsed(ranked.length - listed.length),
  ];
  const lines = clean
    ? [...table, ...(table.length > 0 ? [''] : []), colours.green(`✔ ${agreement(run)}`)]
    : [
        ...table,
        ...reasons(run.results, width),
        colours.bold(verdictLine(totals)),
        counted(totals) > 0
          ? `Score ${percent(scoreOf(totals))} of ${plural(counted(totals), 'counted case')}`
          : 'No score: nothing was compared.',
      ];
  return withoutPrivate(
    [
      ...lines,
      ...referenceFailures(run),
      ...inventedLines(run),
      ...changed(run),
      ...mending(run),
      ...adapted(run),
      ...next(run, ranked, width),
    ].join('\n'),
  );
}

function agreement(run: Run): string {
  const totals = totalsOf(run.results);
  if (totals.expected > 0)
    return `Nothing new: every difference is known or intended. ${verdictLine(totals)}.`;
  return `No difference. ${verdictLine(totals)}. ${withVersion(run.candidate)} behaves as ${withVersion(run.reference)}.`;
}

function findingsTable(ranked: readonly Ranked[], colours: Colours, width: number): string {
  const paint = {
    data: colours.red,
    outcome: colours.red,
    contract: colours.yellow,
    console: colours.cyan,
    internals: colours.dim,
  };
  const rows = ranked.slice(0, maxFindings).map(({ finding, number }) => ({
    number: number === null ? '' : String(number),
    impact: finding.impact,
    standing: finding.standing,
    title: visibleLine(finding.title),
    commands: commandList(finding.commands),
    cases: String(finding.cases.length),
  }));
  const commands = Math.max('commands'.length, ...rows.map((row) => row.commands.length));
  // Widths include the two spaces after each column; the title gets what the others leave.
  const title = Math.max(20, width - 5 - 13 - (commands + 2) - 7);
  const dim = (head: string) => colours.dim(head);
  return plainTable(
    [
      { head: dim('#'), align: 'right', width: 5 },
      { head: dim('impact'), align: 'left', width: 13 },
      { head: dim('finding'), align: 'left', width: title },
      { head: dim('commands'), align: 'left', width: commands + 2 },
      { head: dim('cases'), align: 'right', width: 7 },
    ],
    rows.map((row) => {
      const word = `${symbols[row.impact]} ${row.impact}`;
      const shown = row.standing === 'new' ? paint[row.impact](word) : colours.dim(`○ ${row.standing}`);
      return [row.number, shown, row.title, row.commands, row.cases];
    }),
  );
}

function commandList([first = '', second, ...rest]: readonly string[]): string {
  const more = rest.length > 0 ? ` +${rest.length}` : '';
  return second === undefined ? first : `${first}, ${second}${more}`;
}

const beyond = (ranked: readonly Ranked[]): readonly string[] =>
  ranked.length > maxFindings ? [`… and ${ranked.length - maxFindings} more findings: see summary.md`] : [];

/** Findings that neither programs nor people notice. */
const collapsed = (internals: number): readonly string[] =>
  internals > 0 ? [`… and ${plural(internals, 'finding')} in internals only: see summary.md`] : [];

const wider: Readonly<Record<Tier, Tier | null>> = { smoke: 'standard', standard: 'full', full: null };

function next(run: Run, ranked: readonly Ranked[], width: number): readonly string[] {
  const out = path.relative(process.cwd(), run.out) || '.';
  const example = ranked.find(({ number }) => number !== null)?.example;
  const tier = wider[run.tier];
  return [
    `Reports    ${out}/report.html, summary.md, issues/, report.json`,
    ...(example ? [see(reproCommand(example.case.id, run.reference.spec, run.candidate.spec), width)] : []),
    ...(tier ? [`Ask more   ${compat} run --tier ${tier}`] : []),
  ];
}

/** Stays one command for a shell where it has to be broken. */
function see(command: string, width: number): string {
  const line = `See one    ${command}`;
  return line.length > width ? line.replace(' --reference', ' \\\n             --reference') : line;
}
