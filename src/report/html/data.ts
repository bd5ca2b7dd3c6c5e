/** What the page shows, as compact data: the run cut down to what a reader looks at. */
import { diffWordsWithSpace } from 'diff';
import type { Difference } from '../../facets/difference.ts';
import { facetNames } from '../../facets/registry.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { compatibleOf, trendOf } from '../compatible.ts';
import { flagCoverage, requirementCoverage } from '../coverage.ts';
import { reasonOf } from '../facts.ts';
import { byCommand, isMinor } from '../grade.ts';
import { headline, shareLines } from '../headline.ts';
import type { FlagCoverage } from '../json/schema.ts';
import { checkedLine, identityLines, inventedLines, packageLines } from '../notes.ts';
import { rankCauses } from '../ranking.ts';
import type { Run } from '../run.ts';
import { percent } from '../score.ts';
import { cut, visible } from '../visible.ts';
import { commandLine, reproCommand, sides, subject, withVersion } from '../wording.ts';

/** More differences of one case than these are counted, and report.json has them all. */
const maxListed = 8;
/** Characters of one side of a difference. */
const maxShown = 400;
/** Packages that are named; report.json has them all. */
const maxPackages = 15;

/** Text of both sides (0), of the reference only (-1), or of the candidate only (1). */
type Stretch = readonly [side: -1 | 0 | 1, text: string];

export type PageData = ReturnType<typeof pageData>;

/** @returns plain JSON; everything an engine said in it is made visible already. */
export function pageData(run: Run) {
  const [first = '', ...rest] = headline(run);
  const promises = requirementCoverage(run.results);
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
      ...packageLines(run, maxPackages),
      `${run.tier} tier, ${run.workers} workers, ${run.seconds.toFixed(0)} s, started ${run.started}`,
      `Postgres ${run.database.version} (${run.database.provider}), statements from ${run.database.statements}`,
      `requirements covered: ${promises.proved} of ${promises.total}`,
      ...identityLines(run),
      ...inventedLines(run),
      ...checkedLine(run),
      ...run.adaptations.map(({ id, side, file }) => `adapted for the ${side}: ${id} (${file})`),
      ...(run.shard ? [`part ${run.shard.index} of ${run.shard.of}`] : []),
      ...(run.interrupted ? ['interrupted: what was not run is skipped'] : []),
    ],
    facets: facetNames,
    commands: commandsOf(run),
    causes: rankCauses(run).map(({ finding, number, issueFile, example, differences }) => ({
      number,
      issue: issueFile,
      title: visible(finding.title),
      impact: finding.impact,
      status: finding.status,
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

/** For each command: how it went, in each facet how many cases have new and registered differences, how long it took, its options. */
function commandsOf(run: Run) {
  const isRegistered = ({ expectation }: Difference) => expectation !== undefined;
  const isNew = (difference: Difference) =>
    !isRegistered(difference) && !isMinor(difference.impact, run.threshold);
  return [...Map.groupBy(run.results, (result) => result.case.command)].map(([command, results]) => {
    const options = run.options.find((planned) => planned.command === command);
    const share = byCommand(run).find((each) => each.command === command);
    return {
      command,
      cases: results.length,
      compatible: share?.compatible ?? 0,
      counted: share?.cases ?? 0,
      outlook: share?.outlook ?? '',
      facets: facetNames.map((facet) =>
        [isNew, isRegistered].map(
          (is) =>
            results.filter(({ differences }) =>
              differences.some((difference) => difference.facet === facet && is(difference)),
            ).length,
        ),
      ),
      seconds: sides.map((side) => results.reduce((sum, result) => sum + result.seconds[side], 0)),
      ...(options && { options: optionCounts(flagCoverage(options, results)) }),
    };
  });
}

const optionCounts = ({ total, alone, effective, excused, pairwise }: FlagCoverage) => ({
  total,
  alone,
  effective,
  excused,
  pairwise,
});

const unexpectedFirst = ({ differences }: CaseResult) =>
  differences.toSorted((a, b) => Number(Boolean(a.expectation)) - Number(Boolean(b.expectation)));

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
  const [r, c] = [reference, candidate].map((text) => text && cut(text, maxShown));
  if (r === undefined || c === undefined)
    return [...(r === undefined ? [] : [[-1, r] as const]), ...(c === undefined ? [] : [[1, c] as const])];
  return diffWordsWithSpace(r, c).map(({ added, removed, value }) => [removed ? -1 : added ? 1 : 0, value]);
}
