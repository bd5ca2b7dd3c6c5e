/** A run as `report.json`. */
import { causeOf } from '../../facets/difference.ts';
import { subjectOf } from '../../facets/registry.ts';
import type { Cause } from '../../findings/cause.ts';
import { sumTouched } from '../../normalise/touched.ts';
import { type Changes, changesOf } from '../changes.ts';
import { compatibleOf, trendOf } from '../compatible.ts';
import { flagCoverage, requirementCoverage } from '../coverage.ts';
import { differencesOf, reasonOf, someFacts } from '../facts.ts';
import { byCommand, byFacet } from '../grade.ts';
import { coldChecks, identityOf } from '../notes.ts';
import { type Ranked, rankCauses, shownIn } from '../ranking.ts';
import type { EngineName, Run } from '../run.ts';
import { totalsOf } from '../score.ts';
import { expectedOutcomes, subject } from '../wording.ts';
import { type Report, type Cause as ReportedCause, reportVersion } from './schema.ts';

/** The report as data: what `--json` prints. Paths and credentials are removed from its text when it is written. */
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
    by_command: byCommand(run),
    by_facet: byFacet(run),
    trend: trendOf(run),
    ...coldChecks(run),
    coverage: {
      promises: requirementCoverage(run.results),
      flags: Object.fromEntries(
        run.options.map((planned) => [planned.command, flagCoverage(planned, run.results)]),
      ),
    },
    cases: run.results.map((result) => ({
      id: result.case.id,
      command: result.case.command,
      argv: subject(result.case),
      expect: expectedOutcomes(result.case),
      checks: result.case.checks,
      verdict: result.verdict,
      ...(result.blockedBy !== undefined && { blocked_by: result.blockedBy }),
      ...(result.reason !== undefined && { reason: result.reason }),
      seconds: result.seconds,
      ...(result.cached && { reference_cached: true }),
      ...(result.effect !== undefined && { effect: result.effect }),
      differences: result.differences.length,
      causes: [...new Set(result.differences.map(causeOf))],
    })),
    causes: rankCauses(run).map((ranked) => cause(run, ranked)),
    adaptations: run.adaptations,
    normalisers: sumTouched(run.results.map(({ touched }) => touched ?? {})),
    identity: identityOf(run),
    to_fix: run.toFix,
    ...(changes && { against: against(changes) }),
  };
}

function against(changes: Changes): Report['against'] {
  const ids = (all: readonly Cause[]) => all.map(({ fingerprint }) => fingerprint);
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

const engine = ({ spec, version, release, lock, packages }: EngineName): Report['reference'] => ({
  spec,
  version,
  release,
  lock,
  packages,
});

function cause(run: Run, ranked: Ranked): ReportedCause {
  const { finding, issueFile } = ranked;
  const reason = reasonOf(run, finding);
  const shown = shownIn(ranked);
  return {
    id: finding.fingerprint,
    title: finding.title,
    impact: finding.impact,
    status: finding.status,
    ...(reason !== undefined && { reason }),
    commands: finding.commands,
    cases: finding.cases,
    differences: finding.count,
    // Key by key: what a later stage adds to a difference is not part of the contract.
    facts: someFacts(differencesOf(run, finding)).map((fact) => ({
      case: fact.case,
      step: fact.step,
      facet: fact.facet,
      kind: fact.kind,
      subject: subjectOf(fact),
      path: fact.path,
      impact: fact.impact,
      ...(fact.reference !== undefined && { reference: fact.reference }),
      ...(fact.candidate !== undefined && { candidate: fact.candidate }),
      ...(fact.expectation !== undefined && { expectation: fact.expectation }),
      ...(fact.seen && { seen: fact.seen }),
    })),
    invocations: {
      reference: shown?.reference.invocations ?? [],
      candidate: shown?.candidate.invocations ?? [],
    },
    suspects: finding.suspects.map(({ file, line, why, score }) => ({ file, line, why, score })),
    ...(finding.suggestedFix !== '' && { fix: finding.suggestedFix }),
    ...(finding.followsFrom !== undefined && { follows_from: finding.followsFrom }),
    ...(finding.together && { together: finding.together }),
    issue_file: issueFile,
  };
}
