/** What a run prints besides its causes: what changed, what is to be corrected, why cases say nothing. */
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { changesLine, changesOf } from '../changes.ts';
import type { Run } from '../run.ts';
import { visibleLine } from '../visible.ts';
import { firstOf } from '../wording.ts';

/** More than these are counted. */
const maxListed = 10;
const more = (count: number) => `… and ${count} more: see summary.md`;

/** What changed since the run that this run is compared with. */
export function changed(run: Run): readonly string[] {
  const changes = changesOf(run);
  if (!changes) return [];
  const lines = [
    ...changes.added.map(({ title }) => `new: ${title}`),
    ...changes.worse.map(({ title }) => `worse: ${title}`),
  ];
  return [
    visibleLine(changesLine(changes), 1000),
    ...firstOf(
      lines.map((line) => visibleLine(line)),
      maxListed,
      more,
    ).map((line) => `  ${line}`),
  ];
}

/** What this run shows to be registered wrongly, with its file. */
export function toBeFixed({ toFix }: Run): readonly string[] {
  const lines = toFix.map(({ file, id, why }) => visibleLine(`Correct ${id} in ${file}: it ${why}`, 1000));
  return lines.length === 0 ? [] : ['', ...firstOf(lines, maxListed, more), ''];
}

/** Why cases say nothing, or less than they could. */
export function reasons(results: readonly CaseResult[], width: number): readonly string[] {
  const lines = results
    .filter(({ verdict }) => ['unstable', 'blocked', 'error', 'skipped'].includes(verdict))
    .map(({ verdict, case: { id }, reason }) => {
      const line = visibleLine(`${verdict} ${id}${reason ? `: ${reason}` : ''}`, 1000);
      return line.length > width ? `${line.slice(0, width - 1)}…` : line;
    });
  return lines.length === 0 ? [] : [...firstOf(lines, maxListed, more), ''];
}

/** Cases that say nothing because the reference did not do what they expect, and what to do about it. */
export function referenceFailures({ results, reference }: Run): readonly string[] {
  const concerned = results.filter(({ referenceFailed }) => referenceFailed);
  const failed = concerned.filter(({ verdict }) => verdict === 'error');
  const [first] = failed;
  if (!first) return [];
  const skipped = concerned.length - failed.length;
  return [
    visibleLine(
      `The reference did not do what ${counted(failed.length, 'case')} ${failed.length === 1 ? 'expects' : 'expect'}` +
        `${skipped > 0 ? `, so ${counted(skipped, 'case')} more ${skipped === 1 ? 'was' : 'were'} not run` : ''}. ` +
        `Check that ${reference.spec} works (npm run compat -- repro ${first.case.id}), or choose another with --reference.`,
      1000,
    ),
  ];
}

/** What was changed in the projects of a side: agreement only refers to the changed projects. */
export const adapted = ({ adaptations }: Run): readonly string[] =>
  adaptations.map(({ id, side, file }) => visibleLine(`Adapted for the ${side}: ${id} (${file})`, 1000));
