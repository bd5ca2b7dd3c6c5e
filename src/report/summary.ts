/** `summary.md`: a run on one page. */
import type { CaseResult } from '../judge/verdict.ts';
import { normalisers } from '../normalise/registry.ts';
import { sumTouched } from '../normalise/touched.ts';
import { changesLine, changesOf } from './changes.ts';
import { checkedLine, inventedLines } from './cold-checks.ts';
import { identityLines } from './identity.ts';
import { cellCode, code, plain } from './markdown.ts';
import { type Ranked, rankFindings } from './ranking.ts';
import type { Run } from './run.ts';
import { counted, percent, scoreOf, totalsOf } from './score.ts';
import { withVersion } from './sides.ts';
import { commandLine, subject } from './subject.ts';
import { plural, verdictLine } from './verdict-line.ts';

/** Markdown: headline, findings by rank, cases in the order they were planned. */
export function renderSummary(run: Run): string {
  const totals = totalsOf(run.results);
  const head = [
    `# ${plain(withVersion(run.candidate))} against ${plain(withVersion(run.reference))}`,
    '',
    `- verdicts: ${verdictLine(totals)}`,
    `- score: ${percent(scoreOf(totals))} of ${counted(totals)} counted cases are same or expected`,
    `- database: ${plain(run.database.provider)}, Postgres ${plain(run.database.version)}: ${plain(run.database.why)}`,
    `- statements: read from ${plain(run.database.statements)}`,
    ...cachedLine(run),
    ...[...identityLines(run), ...checkedLine(run), ...inventedLines(run)].map((line) => `- ${plain(line)}`),
    ...partLines(run),
    ...run.adaptations.map(
      ({ id, side, reason, as_is }) =>
        `- adapted for the ${side}: ${code(id)}: ${plain(reason)} Shown by ${code(as_is)}.`,
    ),
    `- duration: ${run.seconds.toFixed(1)} s, ${run.tier} tier, ${run.workers} workers, started ${plain(run.started)}`,
  ];
  return `${[...head, '', ...findings(rankFindings(run)), '', ...changed(run), ...mending(run), ...cases(run), ...normalised(run)].join('\n')}\n`;
}

/** From which cases the reference's part is older than the run. */
function cachedLine({ results }: Run): readonly string[] {
  const cached = results.filter((result) => result.cached).length;
  return cached === 0 ? [] : [`- reference: of ${cached} cases as an earlier run observed it`];
}

/** What of the selection is not here. */
function partLines({ shard, interrupted }: Run): readonly string[] {
  return [
    ...(shard ? [`- part: ${shard.index} of ${shard.of} of ${shard.selected.length} cases`] : []),
    ...(interrupted ? ['- **interrupted**: what was not run is skipped'] : []),
  ];
}

function findings(ranked: readonly Ranked[]): readonly string[] {
  if (ranked.length === 0) return ['## Findings', '', 'None.'];
  const internals = ranked.filter(({ finding }) => finding.impact === 'internals');
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  return [
    '## Findings',
    '',
    ...(listed.length > 0 ? tableOf(listed) : ['None above internals.']),
    ...(internals.length > 0
      ? [
          '',
          `<details><summary>${plural(internals.length, 'finding')} in internals only</summary>`,
          '',
          ...tableOf(internals),
          '',
          '</details>',
        ]
      : []),
  ];
}

function tableOf(ranked: readonly Ranked[]): readonly string[] {
  return [
    '| # | impact | finding | commands | cases |',
    '| -: | --- | --- | --- | -: |',
    ...ranked.map(({ finding, number, issueFile }) => {
      const title = issueFile ? `[${plain(finding.title)}](${issueFile})` : plain(finding.title);
      const impact = finding.standing === 'new' ? finding.impact : `${finding.impact}, ${finding.standing}`;
      return `| ${number ?? ''} | ${impact} | ${title} | ${finding.commands.map(plain).join(', ')} | ${finding.cases.length} |`;
    }),
  ];
}

function changed(run: Run): readonly string[] {
  const changes = changesOf(run);
  if (!changes) return [];
  const groups = [
    ['New', changes.added],
    ['Worse', changes.worse],
    ['Fixed', changes.fixed],
    ['Not compared then', changes.unseen],
    ['Not compared now', changes.open],
  ] as const;
  const lists = groups.flatMap(([head, all]) =>
    all.length === 0 ? [] : [`### ${head}`, '', ...all.map(({ title }) => `- ${plain(title)}`), ''],
  );
  return ['## What changed', '', `${plain(changesLine(changes))}.`, '', ...lists];
}

function mending({ toMend }: Run): readonly string[] {
  if (toMend.length === 0) return [];
  const lines = toMend.map(({ file, id, why }) => `- ${code(file)}, ${code(id)}: ${plain(why)}`);
  return ['## To mend', '', ...lines, ''];
}

function cases(run: Run): readonly string[] {
  return [
    '## Cases',
    '',
    '| case | command line | verdict | differences | reference s | candidate s |',
    '| --- | --- | --- | -: | -: | -: |',
    ...run.results.map((result) => {
      const line = cellCode(commandLine(subject(result.case)));
      const { reference, candidate } = result.seconds;
      return `| ${code(result.case.id)} | ${line} | ${verdict(run, result)} | ${result.differences.length} | ${reference.toFixed(1)} | ${candidate.toFixed(1)} |`;
    }),
  ];
}

/** What was taken out before the sides were compared, so that nobody has to take it on trust. */
function normalised({ results }: Run): readonly string[] {
  const touched = sumTouched(results.map((result) => result.touched ?? {}));
  const applied = normalisers.filter(({ name }) => touched[name] !== undefined);
  if (applied.length === 0) return [];
  return [
    '',
    '## Left out of the comparison',
    '',
    '| normaliser | places | why one engine varies there |',
    '| --- | -: | --- |',
    ...applied.map(({ name, why }) => `| ${plain(name)} | ${touched[name]} | ${plain(why)} |`),
  ];
}

function verdict(run: Run, result: CaseResult): string {
  const blocking = run.findings.find(({ fingerprint }) => fingerprint === result.blockedBy);
  const because = [result.reason, blocking && `blocked by: ${blocking.title}`].filter(Boolean).join('; ');
  return because ? `${result.verdict}: ${plain(because)}` : result.verdict;
}
