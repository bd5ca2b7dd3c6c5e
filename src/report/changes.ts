/** What changed since an earlier run: causes that are new, worse, fixed or as they were. */
import { z } from 'zod';
import { type Impact, impacts, reaches } from '../facets/impact.ts';
import type { Finding } from '../findings/finding.ts';
import { unjudged, type Verdict } from '../findings/verdict.ts';
import { oncePerRun } from './once.ts';
import type { Run } from './run.ts';

/** How one run went: its score (0 to 1), and of how many counted cases. */
export const pointSchema = z.strictObject({
  run: z.string(),
  started: z.string(),
  score: z.number().min(0).max(1),
  counted: z.int().nonnegative(),
});

export type Point = z.output<typeof pointSchema>;

/** What is needed of the `report.json` of an earlier run; `readReport` sees to its version. */
export const earlierSchema = z.object({
  run: z.object({ id: z.string(), started: z.string() }),
  reference: z.object({ spec: z.string() }),
  candidate: z.object({ spec: z.string() }),
  trend: z.array(pointSchema),
  cases: z.array(z.object({ id: z.string(), verdict: z.string() })),
  causes: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      impact: z.enum(impacts),
      status: z.enum(['new', 'known', 'intended']),
      cases: z.array(z.string()),
    }),
  ),
});

export type Earlier = z.output<typeof earlierSchema>;
type Known = Earlier['causes'][number];

export interface Changes {
  readonly earlier: Earlier;
  /** Not there before, in cases that were compared before. */
  readonly added: readonly Finding[];
  /** With a higher impact, or in cases that were compared before without it. */
  readonly worse: readonly Finding[];
  readonly unchanged: readonly Finding[];
  /** In cases only that the earlier run did not compare: nothing is known of it before. */
  readonly unseen: readonly Finding[];
  /** There before, and none of its cases, all compared, shows it any more. */
  readonly fixed: readonly Known[];
  /** There before, and not all of its cases were compared. */
  readonly open: readonly Known[];
}

/** What changed since the run that this run is compared with; undefined where none was named. */
export const changesOf = oncePerRun((run: Pick<Run, 'against' | 'findings' | 'results'>) =>
  run.against ? changesSince(run.against, run) : undefined,
);

/** Compares the causes of a run with those of an earlier run, by id. What is intended is no change. */
export function changesSince(
  earlier: Earlier,
  { findings, results }: Pick<Run, 'findings' | 'results'>,
): Changes {
  const before = new Map(earlier.causes.map((one) => [one.id, one]));
  const comparedBefore = compared(earlier.cases);
  const comparedNow = compared(results.map(({ case: { id }, verdict }) => ({ id, verdict })));
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const groups = Map.groupBy(
    findings.filter(({ standing }) => standing !== 'intended'),
    (one) => change(one, before.get(one.fingerprint), comparedBefore),
  );
  const gone = Map.groupBy(
    earlier.causes.filter(({ id, status }) => !now.has(id) && status !== 'intended'),
    ({ cases }) => (cases.every((id) => comparedNow.has(id)) ? 'fixed' : 'open'),
  );
  return {
    earlier,
    added: groups.get('added') ?? [],
    worse: groups.get('worse') ?? [],
    unchanged: groups.get('unchanged') ?? [],
    unseen: groups.get('unseen') ?? [],
    fixed: gone.get('fixed') ?? [],
    open: gone.get('open') ?? [],
  };
}

/**
 * Whether something is there that the earlier run did not show, and no expectation covers. What is in cases that it did
 * not compare counts: it may not have been there before.
 */
export const showsNew = ({ added, worse, unseen }: Changes, threshold: Impact): boolean =>
  [...added, ...worse, ...unseen].some(
    ({ standing, impact }) => standing === 'new' && reaches(impact, threshold),
  );

function change(
  one: Finding,
  known: Known | undefined,
  comparedBefore: ReadonlySet<string>,
): 'added' | 'worse' | 'unchanged' | 'unseen' {
  if (!known) return one.cases.some((id) => comparedBefore.has(id)) ? 'added' : 'unseen';
  const graver = impacts.indexOf(one.impact) < impacts.indexOf(known.impact);
  const spread = one.cases.some((id) => comparedBefore.has(id) && !known.cases.includes(id));
  return graver || spread ? 'worse' : 'unchanged';
}

/** A case that ended in an error, or was left out, says nothing. */
const compared = (cases: readonly { readonly id: string; readonly verdict: string }[]) =>
  new Set(cases.filter(({ verdict }) => !unjudged.includes(verdict as Verdict)).map(({ id }) => id));

/** `since 20261121-…: 1 new, 2 fixed, 40 unchanged`; what there is none of is left out. */
export function changesLine({ earlier, added, worse, fixed, unchanged, unseen, open }: Changes): string {
  const parts = [
    [added, 'new'],
    [worse, 'worse'],
    [fixed, 'fixed'],
    [unchanged, 'unchanged'],
    [unseen, 'in cases it did not compare'],
    [open, 'in cases not compared now'],
  ] as const;
  const counts = parts.filter(([all]) => all.length > 0).map(([all, word]) => `${all.length} ${word}`);
  return `since ${earlier.run.id}: ${counts.join(', ') || 'no causes then or now'}`;
}

/** Whether a cause is new, as a sentence. */
export function standsSince(changes: Changes, { fingerprint }: Pick<Finding, 'fingerprint'>): string {
  const { id, started } = changes.earlier.run;
  const run = `run ${id} of ${started.slice(0, 10)}`;
  const among = (all: readonly Finding[]) => all.some((one) => one.fingerprint === fingerprint);
  if (among(changes.added)) return `New since ${run}: it compared cases of these, and did not show it.`;
  if (among(changes.worse))
    return `Worse since ${run}: there its impact was lower, or it was in fewer of these cases.`;
  if (among(changes.unchanged)) return `Not new: ${run} showed it as well.`;
  return `Not known: ${run} compared none of these cases.`;
}
