/** A run as `report.json`. */
import { sumTouched } from '../normalise/touched.ts';
import { type Changes, changesOf } from './changes.ts';
import { coldChecks } from './cold-checks.ts';
import { promiseCoverage } from './coverage.ts';
import { flagCoverage } from './flag-coverage.ts';
import { identityOf } from './identity.ts';
import { rankFindings } from './ranking.ts';
import type { EngineName, Run } from './run.ts';
import type { Report } from './schema.ts';
import { scoreOf, totalsOf } from './score.ts';
import { expectedOutcomes, subject } from './subject.ts';
import { trendOf } from './trend.ts';

/** The report as data: what `--json` prints. Paths and credentials are taken out of its text later, by the writer. */
export function toReport(run: Run): Report {
  const totals = totalsOf(run.results);
  const changes = changesOf(run);
  return {
    schema: 'dvt-compat/report/1',
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
    totals,
    score: scoreOf(totals),
    trend: [...trendOf(run)],
    ...coldChecks(run),
    coverage: { promises: promiseCoverage(run.results), flags: flagsOf(run) },
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
      differences: result.differences.map(({ id }) => id),
    })),
    differences: run.results.flatMap((result) => result.differences.map(difference)),
    findings: rankFindings(run).map(({ finding, issueFile }) => ({
      fingerprint: finding.fingerprint,
      title: finding.title,
      impact: finding.impact,
      kind: finding.kind,
      commands: [...finding.commands],
      cases: [...finding.cases],
      count: finding.count,
      suspects: finding.suspects.map(({ file, line, why, score }) => ({ file, line, why, score })),
      suggested_fix: finding.suggestedFix,
      issue_file: issueFile,
    })),
    adaptations: [...run.adaptations],
    normalisers: { ...sumTouched(run.results.map(({ touched }) => touched ?? {})) },
    identity: identityOf(run),
    to_mend: [...run.toMend],
    ...(changes && { against: against(changes) }),
  };
}

function against(changes: Changes): Report['against'] {
  const prints = (all: readonly { readonly fingerprint: string }[]) =>
    all.map(({ fingerprint }) => fingerprint);
  return {
    run: changes.earlier.run.id,
    new: prints(changes.added),
    worse: prints(changes.worse),
    unchanged: prints(changes.unchanged),
    unseen: prints(changes.unseen),
    fixed: changes.fixed.map(({ fingerprint, title }) => ({ fingerprint, title })),
    open: changes.open.map(({ fingerprint, title }) => ({ fingerprint, title })),
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

const engine = ({ spec, version, release, lock }: EngineName) => ({ spec, version, release, lock });

/** Key by key: what a later stage hangs onto a difference does not slip into the contract. */
function difference(each: Run['results'][number]['differences'][number]): Report['differences'][number] {
  return {
    id: each.id,
    case: each.case,
    step: each.step,
    facet: each.facet,
    kind: each.kind,
    path: each.path,
    ...(each.reference !== undefined && { reference: each.reference as Mutable }),
    ...(each.candidate !== undefined && { candidate: each.candidate as Mutable }),
    impact: each.impact,
    fingerprint: each.fingerprint,
    ...(each.expectation !== undefined && { expectation: each.expectation }),
    ...(each.seen && { seen: each.seen }),
  };
}

/** JSON as zod types it: the same values, not readonly. */
type Mutable = NonNullable<Report['differences'][number]['reference']>;
