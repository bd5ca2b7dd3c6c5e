/** What changed since an earlier run: causes that are new, worse, fixed or unchanged. */
import { type Impact, impacts, reaches } from '../config/impact.ts';
import type { Cause } from '../findings/cause.ts';
import { unjudged, type Verdict } from '../findings/verdict.ts';
import type { Earlier } from './json/read-report.ts';
import { oncePerRun, type Run } from './run.ts';
import { countsOf } from './wording.ts';

type EarlierCause = Earlier['causes'][number];

export interface Changes {
  readonly earlier: Earlier;
  /** Not found before, in cases that were compared before. */
  readonly added: readonly Cause[];
  /** With a higher impact, or in cases that were compared before without it. */
  readonly worse: readonly Cause[];
  readonly unchanged: readonly Cause[];
  /** Only in cases that the earlier run did not compare. */
  readonly unseen: readonly Cause[];
  /** Found before; all of its cases were compared and none shows it any more. */
  readonly fixed: readonly EarlierCause[];
  /** Found before; not all of its cases were compared. */
  readonly open: readonly EarlierCause[];
}

/** What changed since the run that this run is compared with; undefined if none was named. */
export const changesOf = oncePerRun((run: Pick<Run, 'against' | 'findings' | 'results'>) =>
  run.against ? changesSince(run.against, run) : undefined,
);

/** Compares the causes of a run with those of an earlier run, by id, except intended ones. */
export function changesSince(
  earlier: Earlier,
  { findings, results }: Pick<Run, 'findings' | 'results'>,
): Changes {
  const before = new Map(earlier.causes.map((cause) => [cause.id, cause]));
  const comparedBefore = compared(earlier.cases);
  const comparedNow = compared(results.map(({ case: { id }, verdict }) => ({ id, verdict })));
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const groups = Map.groupBy(
    findings.filter(({ status }) => status !== 'intended'),
    (finding) => changeOf(finding, before.get(finding.fingerprint), comparedBefore),
  );
  const gone = Map.groupBy(
    earlier.causes.filter(({ id, status }) => !now.has(id) && status !== 'intended'),
    ({ cases }) => (cases.every((id) => comparedNow.has(id)) ? 'fixed' : 'open'),
  );
  const none = { added: [], worse: [], unchanged: [], unseen: [], fixed: [], open: [] };
  return { earlier, ...none, ...Object.fromEntries(groups), ...Object.fromEntries(gone) };
}

/** Whether a cause is new since the earlier run, and no expectation covers it. Causes in cases that it did not compare count. */
export const showsNew = ({ added, worse, unseen }: Changes, threshold: Impact): boolean =>
  [...added, ...worse, ...unseen].some(
    ({ status, impact }) => status === 'new' && reaches(impact, threshold),
  );

function changeOf(
  { cases, impact }: Cause,
  before: EarlierCause | undefined,
  comparedBefore: ReadonlySet<string>,
): 'added' | 'worse' | 'unchanged' | 'unseen' {
  const known = cases.filter((id) => comparedBefore.has(id));
  if (!before) return known.length > 0 ? 'added' : 'unseen';
  const isHigher = impacts.indexOf(impact) < impacts.indexOf(before.impact);
  return isHigher || known.some((id) => !before.cases.includes(id)) ? 'worse' : 'unchanged';
}

/** Ids of the cases that were compared. */
const compared = (cases: readonly { readonly id: string; readonly verdict: string }[]) =>
  new Set(cases.filter(({ verdict }) => !unjudged.includes(verdict as Verdict)).map(({ id }) => id));

/** `since 20261121-…: 1 new, 2 fixed, 40 unchanged` */
export function changesLine({ earlier, added, worse, fixed, unchanged, unseen, open }: Changes): string {
  const counts = countsOf([
    [added.length, 'new'],
    [worse.length, 'worse'],
    [fixed.length, 'fixed'],
    [unchanged.length, 'unchanged'],
    [unseen.length, 'in cases it did not compare'],
    [open.length, 'in cases not compared now'],
  ]);
  return `since ${earlier.run.id}: ${counts || 'no causes then or now'}`;
}

/** Whether a cause is new, as a sentence. */
export function noveltyOf(changes: Changes, { fingerprint }: Pick<Cause, 'fingerprint'>): string {
  const { id, started } = changes.earlier.run;
  const run = `run ${id} of ${started.slice(0, 10)}`;
  const among = (all: readonly Cause[]) => all.some((finding) => finding.fingerprint === fingerprint);
  if (among(changes.added)) return `New since ${run}: it compared cases of these, and did not show it.`;
  if (among(changes.worse))
    return `Worse since ${run}: there its impact was lower, or it was in fewer of these cases.`;
  if (among(changes.unchanged)) return `Not new: ${run} showed it as well.`;
  return `Not known: ${run} compared none of these cases.`;
}
