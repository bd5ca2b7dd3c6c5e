/** `summary.md`: a run on one page. */
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { normalisers } from '../../normalise/registry.ts';
import { sumTouched } from '../../normalise/touched.ts';
import { changesLine, changesOf } from '../changes.ts';
import { reasonOf } from '../facts.ts';
import { byCommand, byFacet } from '../grade.ts';
import { headline } from '../headline.ts';
import type { Share } from '../json/schema.ts';
import { checkedLine, identityLines, inventedLines, packageLines } from '../notes.ts';
import { type Ranked, rankCauses } from '../ranking.ts';
import type { Run } from '../run.ts';
import { totalsOf, verdictLine } from '../score.ts';
import { commandLine, pairName, subject, withoutCommands } from '../wording.ts';
import { cellCode, code, plain, row } from './markdown.ts';

/** Packages that are named; `report.json` has them all. */
const maxPackages = 15;
/** Characters of a registered reason in the table; its issue has all of it. */
const maxReason = 160;

/** Markdown: headline, commands, facets, causes by rank, cases in the order they were planned, how the run was made. */
export function renderSummary(run: Run): string {
  const lines = [...headline(run), ...packageLines(run, maxPackages), ...inventedLines(run)];
  const parts = [
    `# ${plain(pairName(run))}`,
    [...lines.map((line) => `- ${plain(line, 1000)}`), ...partLines(run)].join('\n'),
    ...sharesOf(run),
    ...causes(run),
    ...changed(run),
    ...toBeFixed(run),
    ...cases(run),
    ...normalised(run),
    ...about(run),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What of the selection is not in this run. */
const partLines = ({ shard, interrupted }: Run): readonly string[] => [
  ...(shard ? [`- part: ${shard.index} of ${shard.of} of ${shard.selected.length} cases`] : []),
  ...(interrupted ? ['- **interrupted**: what was not run is skipped'] : []),
];

/** By command and by facet: how many cases are compatible, and how many are not. */
function sharesOf(run: Run): readonly string[] {
  const counts = ({ cases: all, compatible, known, new: fresh }: Share) => [all, compatible, known, fresh];
  const commands = byCommand(run).map((share) =>
    row([plain(share.command), share.outlook, ...counts(share)]),
  );
  const facets = byFacet(run).map((share) => row([share.facet, ...counts(share)]));
  if (commands.length === 0) return [];
  return [
    '## Commands',
    'A command _breaks_ if what happens or the data is different, _differs_ if only what programs or people read is, and _works_ if neither is.',
    `| command | | cases | compatible | known | new |\n| --- | --- | -: | -: | -: | -: |\n${commands.join('\n')}`,
    '## Facets',
    `| facet | cases | compatible | known | new |\n| --- | -: | -: | -: | -: |\n${facets.join('\n')}`,
  ];
}

function causes(run: Run): readonly string[] {
  const ranked = rankCauses(run);
  if (ranked.length === 0) return ['## Causes', 'None.'];
  const internals = ranked.filter(({ finding }) => finding.impact === 'internals');
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  const folded = [
    `<details><summary>${counted(internals.length, 'cause')} in internals only</summary>`,
    tableOf(run, internals),
    '</details>',
  ];
  return [
    '## Causes',
    listed.length > 0 ? tableOf(run, listed) : 'None above internals.',
    ...(internals.length > 0 ? folded : []),
  ];
}

function tableOf(run: Run, ranked: readonly Ranked[]): string {
  const rows = ranked.map(({ finding, number, issueFile }) => {
    const what = plain(withoutCommands(finding));
    const reason = reasonOf(run, finding);
    const inPart = finding.status === 'new' ? 'Registered in part: ' : '';
    return row([
      number ?? '',
      finding.impact,
      finding.status,
      `${issueFile ? `[${what}](${issueFile})` : what}${reason === undefined ? '' : `<br>${inPart}${plain(reason, maxReason)}`}`,
      finding.commands.map((command) => plain(command)).join(', '),
      finding.cases.length,
    ]);
  });
  return [
    '| # | impact | status | cause, and why it is registered | commands | cases |',
    '| -: | --- | --- | --- | --- | -: |',
    ...rows,
  ].join('\n');
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
    all.length === 0 ? [] : [`### ${head}`, all.map(({ title }) => `- ${plain(title)}`).join('\n')],
  );
  return ['## What changed', `${plain(changesLine(changes))}.`, ...lists];
}

function toBeFixed({ toFix }: Run): readonly string[] {
  if (toFix.length === 0) return [];
  const lines = toFix.map(({ file, id, why }) => `- ${code(file)}, ${code(id)}: ${plain(why)}`);
  return ['## Expectations and adaptations to correct', lines.join('\n')];
}

function cases(run: Run): readonly string[] {
  const rows = run.results.map((result) =>
    row([
      code(result.case.id),
      cellCode(commandLine(subject(result.case))),
      verdict(run, result),
      result.differences.length,
      result.seconds.reference.toFixed(1),
      result.seconds.candidate.toFixed(1),
    ]),
  );
  const head =
    '| case | command line | verdict | differences | reference s | candidate s |\n| --- | --- | --- | -: | -: | -: |';
  return ['## Cases', [head, ...rows].join('\n')];
}

function verdict(run: Run, result: CaseResult): string {
  const blocking = run.findings.find(({ fingerprint }) => fingerprint === result.blockedBy);
  const because = [result.reason, blocking && `blocked by: ${blocking.title}`].filter(Boolean).join('; ');
  return because ? `${result.verdict}: ${plain(because)}` : result.verdict;
}

/** What was replaced before the sides were compared, with the reason of each normaliser. */
function normalised({ results }: Run): readonly string[] {
  const touched = sumTouched(results.map((result) => result.touched ?? {}));
  const rows = normalisers.flatMap(({ name, why }) =>
    touched[name] === undefined ? [] : [row([plain(name), touched[name], plain(why)])],
  );
  const head = '| normaliser | places | why one engine varies there |\n| --- | -: | --- |';
  return rows.length === 0 ? [] : ['## Left out of the comparison', [head, ...rows].join('\n')];
}

/** How the run was made. */
function about(run: Run): readonly string[] {
  const { database, results } = run;
  const cached = results.filter((result) => result.cached).length;
  const lines = [
    `verdicts: ${verdictLine(totalsOf(results))}`,
    `database: ${plain(database.provider)}, Postgres ${plain(database.version)}: ${plain(database.why)}`,
    `statements: read from ${plain(database.statements)}`,
    ...(cached === 0 ? [] : [`cached results of the reference: ${counted(cached, 'case')}`]),
    ...[...identityLines(run), ...checkedLine(run)].map((line) => plain(line, 1000)),
    ...run.adaptations.map(
      ({ id, side, reason, as_is }) =>
        `adapted for the ${side}: ${code(id)}: ${plain(reason)} Shown by ${code(as_is)}.`,
    ),
    `duration: ${run.seconds.toFixed(1)} s, ${run.tier} tier, ${run.workers} workers, started ${plain(run.started)}`,
  ];
  return ['## Run', lines.map((line) => `- ${line}`).join('\n')];
}
