/** What the page shows, as compact data: the run cut down to what a reader looks at. */
import { diffWordsWithSpace } from 'diff';
import type { Difference } from '../../facets/difference.ts';
import { type FacetName, facetNames } from '../../facets/registry.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { checkedLine, inventedLines } from '../cold-checks.ts';
import { compatibleOf } from '../compatible.ts';
import { requirementCoverage } from '../coverage.ts';
import { flagCoverage } from '../flag-coverage.ts';
import { isMinor } from '../grade.ts';
import { headline, shareLines } from '../headline.ts';
import { identityLines } from '../identity.ts';
import { packageLines } from '../packages.ts';
import { rankFindings } from '../ranking.ts';
import { reasonOf } from '../reasons.ts';
import type { Run } from '../run.ts';
import { percent } from '../score.ts';
import { byCommand } from '../shares.ts';
import { withVersion } from '../sides.ts';
import { commandLine, reproCommand, subject } from '../subject.ts';
import { trendOf } from '../trend.ts';
import { cut, visible } from '../visible.ts';

/** More differences of one case than these are counted, and report.json has them all. */
const maxListed = 8;
/** Characters of one side of a difference. */
const maxShown = 400;
/** Packages that are named; report.json has them all. */
const namedPackages = 15;

/** A stretch of text: on both sides, on the reference's only (-1), on the candidate's only (1). */
type Stretch = readonly [side: -1 | 0 | 1, text: string];

export type PageData = ReturnType<typeof pageData>;

/** @returns plain JSON; everything an engine said in it is made visible already. */
export function pageData(run: Run) {
  const [first = '', ...rest] = headline(run);
  return {
    reference: withVersion(run.reference),
    candidate: withVersion(run.candidate),
    score: percent(compatibleOf(run).score),
    headline: first,
    numbers: [...rest, ...shareLines(run)],
    trend: trendOf(run).map(({ started, score, counted }) => ({
      started: started.slice(0, 16).replace('T', ' '),
      share: score,
      score: percent(score),
      counted,
    })),
    facts: [
      ...packageLines(run, namedPackages),
      `${run.tier} tier, ${run.workers} workers, ${run.seconds.toFixed(0)} s, started ${run.started}`,
      `Postgres ${run.database.version} (${run.database.provider}), statements from ${run.database.statements}`,
      `requirements covered: ${promisesOf(run)}`,
      ...identityLines(run),
      ...inventedLines(run),
      ...checkedLine(run),
      ...run.adaptations.map(({ id, side, file }) => `adapted for the ${side}: ${id} (${file})`),
      ...(run.shard ? [`part ${run.shard.index} of ${run.shard.of}`] : []),
      ...(run.interrupted ? ['interrupted: what was not run is skipped'] : []),
    ],
    facets: facetNames,
    commands: commandsOf(run),
    causes: rankFindings(run).map(({ finding, number, issueFile, example, differences }) => ({
      number,
      issue: issueFile,
      title: visible(finding.title),
      impact: finding.impact,
      standing: finding.standing,
      commands: finding.commands,
      cases: finding.cases,
      reason: reasonOf(run, finding),
      fix: finding.suggestedFix,
      repro: example && reproCommand(example.case.id, run.reference.spec, run.candidate.spec),
      shown: differences.slice(0, 3).map(shown),
    })),
    cases: run.results.map((result) => ({
      id: result.case.id,
      command: result.case.command,
      title: result.case.title,
      line: commandLine([run.candidate.command, ...subject(result.case)]),
      verdict: result.verdict,
      reason: result.reason && cut(visible(result.reason), maxShown),
      seconds: [result.seconds.reference, result.seconds.candidate],
      steps: result.exits?.map(({ step }) => step + 1) ?? [],
      count: result.differences.length,
      shown: unexpectedFirst(result).slice(0, maxListed).map(shown),
    })),
  };
}

const promisesOf = ({ results }: Run) => {
  const { proved, total } = requirementCoverage(results);
  return `${proved} of ${total}`;
};

/** For each command: how it went, in each facet how many cases have new and registered differences, how long it took, its options. */
function commandsOf(run: Run) {
  const isNew = ({ expectation, impact }: Difference) =>
    expectation === undefined && !isMinor(impact, run.threshold);
  return [...Map.groupBy(run.results, (result) => result.case.command)].map(([command, results]) => {
    const options = run.options.find((one) => one.command === command);
    const flags = options && flagCoverage(options, results);
    const share = byCommand(run).find((one) => one.command === command);
    return {
      command,
      cases: results.length,
      compatible: share?.compatible ?? 0,
      counted: share?.cases ?? 0,
      outlook: share?.outlook ?? '',
      facets: facetNames.map((facet) => [
        results.filter((result) => shows(result, facet, isNew)).length,
        results.filter((result) => shows(result, facet, ({ expectation }) => expectation !== undefined))
          .length,
      ]),
      seconds: (['reference', 'candidate'] as const).map((side) =>
        results.reduce((sum, result) => sum + result.seconds[side], 0),
      ),
      ...(flags && {
        options: {
          total: flags.total,
          alone: flags.alone,
          effective: flags.effective,
          excused: flags.excused,
          pairwise: flags.pairwise,
        },
      }),
    };
  });
}

const shows = ({ differences }: CaseResult, facet: FacetName, is: (one: Difference) => boolean) =>
  differences.some((one) => one.facet === facet && is(one));

const unexpectedFirst = ({ differences }: CaseResult) =>
  differences.toSorted((one, other) => Number(Boolean(one.expectation)) - Number(Boolean(other.expectation)));

const shown = ({ facet, kind, path, step, impact, expectation, seen, reference, candidate }: Difference) => ({
  facet,
  kind,
  path: cut(visible(path), 200),
  step: step + 1,
  impact,
  ...(expectation !== undefined && { expectation }),
  ...(seen && { seen: `${seen.times} of ${seen.of}` }),
  text: stretches(textOf(reference), textOf(candidate)),
});

const textOf = (value: unknown) =>
  value === undefined
    ? undefined
    : visible(typeof value === 'string' ? value : JSON.stringify(value, null, 1));

/** Word by word where both sides show something; a side that shows nothing is left out. */
function stretches(reference: string | undefined, candidate: string | undefined): readonly Stretch[] {
  const [one, other] = [reference, candidate].map((text) => text && cut(text, maxShown));
  if (one === undefined || other === undefined)
    return [
      ...(one === undefined ? [] : [[-1, one] as const]),
      ...(other === undefined ? [] : [[1, other] as const]),
    ];
  return diffWordsWithSpace(one, other).map(({ added, removed, value }) => [
    removed ? -1 : added ? 1 : 0,
    value,
  ]);
}
