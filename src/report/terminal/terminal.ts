/** What a run prints at its end. */
import path from 'node:path';
import { compat } from '../../config/installation.ts';
import type { Tier } from '../../config/tiers.ts';
import { counted } from '../../facets/wording.ts';
import { compatibleOf } from '../compatible.ts';
import { headline, shareLines } from '../headline.ts';
import { inventedLines, packageLines } from '../notes.ts';
import { withoutPrivate } from '../private.ts';
import { type Ranked, rankCauses } from '../ranking.ts';
import type { Run } from '../run.ts';
import { visibleLine } from '../visible.ts';
import { pairName, reproCommand } from '../wording.ts';
import { causeTables } from './cause-table.ts';
import { type Paint, painter } from './paint.ts';
import { adapted, changed, reasons, referenceFailures, toBeFixed } from './terminal-notes.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Packages that are named; `report.json` has them all. */
const maxPackages = 6;

/**
 * How compatible the candidate is, the causes as a table, where the reports are and what to do next.
 * Paths are relative to the working directory.
 */
export function renderTable(run: Run, { colour, width }: TerminalOptions): string {
  const paint = painter(colour);
  const ranked = rankCauses(run);
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  const internals = ranked.length - listed.length;
  return withoutPrivate(
    [
      ...verdict(run, paint),
      ...[...shareLines(run), ...packageLines(run, maxPackages)].flatMap((line) =>
        wrapped(visibleLine(line, 2000), width),
      ),
      '',
      ...causeTables(listed, paint, width),
      ...(internals > 0 ? [`… and ${counted(internals, 'cause')} in internals only: see summary.md`] : []),
      ...(ranked.length > 0 ? [''] : []),
      ...reasons(run.results, width),
      ...referenceFailures(run),
      ...inventedLines(run),
      ...changed(run),
      ...toBeFixed(run),
      ...adapted(run),
      ...next(run, ranked, width),
    ].join('\n'),
  );
}

function verdict(run: Run, paint: Paint): readonly string[] {
  const [first = '', ...rest] = headline(run);
  const isClean = compatibleOf(run).of === run.results.length;
  return [
    paint('bold', visibleLine(pairName(run))),
    paint('bold', first),
    ...rest.map((line) => (isClean && line.startsWith('No new') ? paint('green', `✔ ${line}`) : line)),
  ];
}

/** Breaks a list at its commas; continuation lines are indented. */
function wrapped(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const item of line.split(/(?<=,) /)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${item}`.length <= width) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(last === undefined ? item : `  ${item}`);
  }
  return lines;
}

const wider: Readonly<Record<Tier, Tier | null>> = { smoke: 'standard', standard: 'full', full: null };

function next(run: Run, ranked: readonly Ranked[], width: number): readonly string[] {
  const out = path.relative(process.cwd(), run.out) || '.';
  const example = ranked.find(({ number }) => number !== null)?.example;
  const tier = wider[run.tier];
  return [
    `Reports    ${out}/report.html, summary.md, issues/, report.json`,
    ...(example ? [see(reproCommand(example.case.id, run.reference.spec, run.candidate.spec), width)] : []),
    ...(tier ? [`Run more   ${compat} run --tier ${tier}`] : []),
  ];
}

/** Remains one command for a shell where it has to be broken. */
function see(command: string, width: number): string {
  const line = `See one    ${command}`;
  return line.length > width ? line.replace(' --reference', ' \\\n             --reference') : line;
}
