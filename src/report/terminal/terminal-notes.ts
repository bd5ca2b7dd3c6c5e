/** What a run says on the terminal besides its causes: what changed, what is to be corrected, why cases say nothing. */
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { changesLine, changesOf } from '../changes.ts';
import type { Run } from '../run.ts';
import { visibleLine } from '../visible.ts';

/** More than these are counted. */
const maxListed = 10;

/** What changed since the run it is held against; nothing where none was named. */
export function changed(run: Run): readonly string[] {
  const changes = changesOf(run);
  if (!changes) return [];
  const named = [
    ...changes.added.map((one) => `new: ${one.title}`),
    ...changes.worse.map((one) => `worse: ${one.title}`),
  ];
  const rest = named.length - maxListed;
  return [
    visibleLine(changesLine(changes), 1000),
    ...named.slice(0, maxListed).map((line) => `  ${visibleLine(line)}`),
    ...(rest > 0 ? [`  … and ${rest} more: see summary.md`] : []),
  ];
}

/** What this run shows to be registered wrongly, with its file. */
export function toBeFixed({ toFix }: Run): readonly string[] {
  if (toFix.length === 0) return [];
  const lines = toFix
    .slice(0, maxListed)
    .map(({ file, id, why }) => visibleLine(`Correct ${id} in ${file}: it ${why}`, 1000));
  const rest = toFix.length - maxListed;
  return ['', ...lines, ...(rest > 0 ? [`… and ${rest} more: see summary.md`] : []), ''];
}

/** Why cases say nothing, or less than they could. */
export function reasons(results: readonly CaseResult[], width: number): readonly string[] {
  const silent = results.filter(({ verdict }) =>
    ['unstable', 'blocked', 'error', 'skipped'].includes(verdict),
  );
  const lines = silent.slice(0, maxListed).map(({ verdict, case: one, reason }) => {
    const line = visibleLine(`${verdict} ${one.id}${reason ? `: ${reason}` : ''}`, 1000);
    return line.length > width ? `${line.slice(0, width - 1)}…` : line;
  });
  const rest = silent.length - maxListed;
  if (lines.length === 0) return [];
  return [...lines, ...(rest > 0 ? [`… and ${rest} more: see summary.md`] : []), ''];
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

/** What was changed about the projects for a side: no agreement says more than that. */
export function adapted({ adaptations }: Run): readonly string[] {
  return adaptations.map(({ id, side, file }) =>
    visibleLine(`Adapted for the ${side}: ${id} (${file})`, 1000),
  );
}
