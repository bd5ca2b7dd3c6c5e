/** A run as `report.json`. */
import { causeOf, type Difference } from '../../facets/difference.ts';
import { subjectOf } from '../../facets/registry.ts';
import type { Finding } from '../../findings/finding.ts';
import { sumTouched } from '../../normalise/touched.ts';
import { type Changes, changesOf } from '../changes.ts';
import { coldChecks } from '../cold-checks.ts';
import { compatibleOf } from '../compatible.ts';
import { requirementCoverage } from '../coverage.ts';
import { differencesOf, someFacts } from '../facts.ts';
import { flagCoverage } from '../flag-coverage.ts';
import { identityOf } from '../identity.ts';
import { type Ranked, rankFindings, shownIn } from '../ranking.ts';
import { reasonOf } from '../reasons.ts';
import type { EngineName, Run } from '../run.ts';
import { totalsOf } from '../score.ts';
import { byCommand, byFacet } from '../shares.ts';
import { expectedOutcomes, subject } from '../subject.ts';
import { trendOf } from '../trend.ts';
import type { Report } from './schema.ts';
import { reportVersion } from './version.ts';

/** The report as data: what `--json` prints. Paths and credentials are taken out of its text later, by the writer. */
export function toReport(run: Run): Report {
  const changes = changesOf(run);
  return {
    schema: reportVersion,
    run: {
      id: run.id,
      started: run.started,
      seconds: run.seconds,
      tier: run.tier,
      database: run.database,
      workers: run.workers,
      harness_version: run.harnessVersion,
      host: run.host,
      ...(run.shard && { shard: { index: run.shard.index, of: run.shard.of } }),
      ...(run.interrupted && { interrupted: true }),
    },
    reference: engine(run.reference),
    candidate: engine(run.candidate),
    totals: totalsOf(run.results),
    compatible: compatibleOf(run),
    by_command: [...byCommand(run)],
    by_facet: [...byFacet(run)],
    trend: [...trendOf(run)],
    ...coldChecks(run),
    coverage: { promises: requirementCoverage(run.results), flags: flagsOf(run) },
    cases: run.results.map((result) => ({
      id: result.case.id,
      command: result.case.command,
      argv: [...subject(result.case)],
      expect: [...expectedOutcomes(result.case)],
      checks: [...result.case.checks],
      verdict: result.verdict,
      ...(result.blockedBy !== undefined && { blocked_by: result.blockedBy }),
      ...(result.reason !== undefined && { reason: result.reason }),
      seconds: result.seconds,
      ...(result.cached && { reference_cached: true }),
      ...(result.effect !== undefined && { effect: result.effect }),
      differences: result.differences.length,
      causes: [...new Set(result.differences.map(causeOf))],
    })),
    causes: rankFindings(run).map((ranked) => cause(run, ranked)),
    adaptations: [...run.adaptations],
    normalisers: { ...sumTouched(run.results.map(({ touched }) => touched ?? {})) },
    identity: identityOf(run),
    to_fix: [...run.toFix],
    ...(changes && { against: against(changes) }),
  };
}

function against(changes: Changes): Report['against'] {
  const ids = (all: readonly Finding[]) => all.map(({ fingerprint }) => fingerprint);
  return {
    run: changes.earlier.run.id,
    new: ids(changes.added),
    worse: ids(changes.worse),
    unchanged: ids(changes.unchanged),
    unseen: ids(changes.unseen),
    fixed: changes.fixed.map(({ id, title }) => ({ id, title })),
    open: changes.open.map(({ id, title }) => ({ id, title })),
  };
}

const flagsOf = ({ options, results }: Run): Report['coverage']['flags'] =>
  Object.fromEntries(
    options.map((planned) => {
      const { missing, idle, wrongly_excused, ...counts } = flagCoverage(planned, results);
      return [
        planned.command,
        { ...counts, missing: [...missing], idle: [...idle], wrongly_excused: [...wrongly_excused] },
      ];
    }),
  );

const engine = ({ spec, version, release, lock, packages }: EngineName) => ({
  spec,
  version,
  release,
  lock,
  packages: { ...packages },
});

function cause(run: Run, ranked: Ranked): Report['causes'][number] {
  const { finding, issueFile } = ranked;
  const reason = reasonOf(run, finding);
  const shown = shownIn(ranked);
  return {
    id: finding.fingerprint,
    title: finding.title,
    impact: finding.impact,
    status: finding.standing,
    ...(reason !== undefined && { reason }),
    commands: [...finding.commands],
    cases: [...finding.cases],
    differences: finding.count,
    facts: someFacts(differencesOf(run, finding)).map(fact),
    invocations: {
      reference: [...(shown?.reference.invocations ?? [])],
      candidate: [...(shown?.candidate.invocations ?? [])],
    },
    suspects: finding.suspects.map(({ file, line, why, score }) => ({ file, line, why, score })),
    ...(finding.suggestedFix !== '' && { fix: finding.suggestedFix }),
    ...(finding.followsFrom !== undefined && { follows_from: finding.followsFrom }),
    ...(finding.together && { together: [...finding.together] }),
    issue_file: issueFile,
  };
}

/** Key by key: what a later stage adds to a difference does not slip into the contract. */
function fact(each: Difference): Report['causes'][number]['facts'][number] {
  return {
    case: each.case,
    step: each.step,
    facet: each.facet,
    kind: each.kind,
    subject: subjectOf(each),
    path: each.path,
    impact: each.impact,
    ...(each.reference !== undefined && { reference: each.reference as Mutable }),
    ...(each.candidate !== undefined && { candidate: each.candidate as Mutable }),
    ...(each.expectation !== undefined && { expectation: each.expectation }),
    ...(each.seen && { seen: each.seen }),
  };
}

/** JSON as zod types it: the same values, not readonly. */
type Mutable = NonNullable<Report['causes'][number]['facts'][number]['reference']>;
