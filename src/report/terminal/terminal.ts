/** What a run ends with on the terminal. */

import path from 'node:path';
import pc from 'picocolors';
import { compat } from '../../config/installation.ts';
import type { Tier } from '../../config/tiers.ts';
import { counted } from '../../facets/wording.ts';
import { inventedLines } from '../cold-checks.ts';
import { compatibleOf } from '../compatible.ts';
import { headline, shareLines } from '../headline.ts';
import { packageLines } from '../packages.ts';
import { withoutPrivate } from '../private.ts';
import { type Ranked, rankFindings } from '../ranking.ts';
import type { Run } from '../run.ts';
import { withVersion } from '../sides.ts';
import { reproCommand } from '../subject.ts';
import { visibleLine } from '../visible.ts';
import { type Colours, causeTables } from './cause-table.ts';
import { adapted, changed, reasons, referenceFailures, toBeFixed } from './terminal-notes.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Packages that are named; `report.json` has them all. */
const namedPackages = 6;

/**
 * How compatible the candidate is, the causes as a table, where the reports are and what to do next: the text printed last.
 * Paths are relative to the working directory.
 */
export function renderTable(run: Run, { colour, width }: TerminalOptions): string {
  const colours = pc.createColors(colour);
  const ranked = rankFindings(run);
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  const wrap = (line: string) => wrapped(visibleLine(line, 2000), width);
  return withoutPrivate(
    [
      ...verdict(run, colours),
      ...[...shareLines(run), ...packageLines(run, namedPackages)].flatMap(wrap),
      '',
      ...causeTables(listed, { colours, width }),
      ...collapsed(ranked.length - listed.length),
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

function verdict(run: Run, colours: Colours): readonly string[] {
  const [first = '', ...rest] = headline(run);
  const sides = `${withVersion(run.candidate)} against ${withVersion(run.reference)}`;
  const isClean = compatibleOf(run).of === run.results.length;
  return [
    colours.bold(visibleLine(sides)),
    colours.bold(first),
    ...rest.map((line) => (isClean && line.startsWith('No new') ? colours.green(`✔ ${line}`) : line)),
  ];
}

/** Breaks a line between words; what follows is indented. */
function wrapped(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of line.split(/(?<=,) /)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `  ${word}`);
  }
  return lines;
}

/** Causes that neither programs nor people notice. */
const collapsed = (internals: number): readonly string[] =>
  internals > 0 ? [`… and ${counted(internals, 'cause')} in internals only: see summary.md`] : [];

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

/** Stays one command for a shell where it has to be broken. */
function see(command: string, width: number): string {
  const line = `See one    ${command}`;
  return line.length > width ? line.replace(' --reference', ' \\\n             --reference') : line;
}
