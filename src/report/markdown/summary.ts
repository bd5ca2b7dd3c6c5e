/** `summary.md`: a run on one page. */
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { changesLine, changesOf } from '../changes.ts';
import { inventedLines } from '../cold-checks.ts';
import type { Share } from '../grade.ts';
import { headline } from '../headline.ts';
import { packageLines } from '../packages.ts';
import { type Ranked, rankFindings } from '../ranking.ts';
import { reasonOf } from '../reasons.ts';
import type { Run } from '../run.ts';
import { byCommand, byFacet } from '../shares.ts';
import { withVersion } from '../sides.ts';
import { commandLine, subject } from '../subject.ts';
import { withoutCommands } from '../title.ts';
import { cellCode, code, plain } from './markdown.ts';
import { about, normalised, partLines } from './summary-about.ts';

/** Packages that are named; `report.json` has them all. */
const namedPackages = 15;
/** Characters of a registered reason in the table; its issue has it whole. */
const maxReason = 160;

/** Markdown: headline, commands, facets, causes by rank, cases in the order they were planned, how the run was made. */
export function renderSummary(run: Run): string {
  const parts = [
    `# ${plain(withVersion(run.candidate))} against ${plain(withVersion(run.reference))}`,
    [
      ...[...headline(run), ...packageLines(run, namedPackages), ...inventedLines(run)].map(
        (line) => `- ${plain(line, 1000)}`,
      ),
      ...partLines(run),
    ].join('\n'),
    ...sharesOf(run),
    ...causes(run, rankFindings(run)),
    ...changed(run),
    ...toBeFixed(run),
    ...cases(run),
    ...normalised(run),
    ...about(run),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** By command and by facet: how many cases are compatible, and how many are not. */
function sharesOf(run: Run): readonly string[] {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const commands = byCommand(run).map(({ command, outlook, ...share }) =>
    row([plain(command), outlook, ...countsOf(share)]),
  );
  const facets = byFacet(run).map(({ facet, ...share }) => row([facet, ...countsOf(share)]));
  if (commands.length === 0) return [];
  return [
    '## Commands',
    'A command _breaks_ if what happens or the data is different, _differs_ if only what programs or people read is, and _works_ if neither is.',
    `| command | | cases | compatible | known | new |\n| --- | --- | -: | -: | -: | -: |\n${commands.join('\n')}`,
    '## Facets',
    `| facet | cases | compatible | known | new |\n| --- | -: | -: | -: | -: |\n${facets.join('\n')}`,
  ];
}

const countsOf = ({ cases: all, compatible, known, new: fresh }: Share) => [all, compatible, known, fresh];

function causes(run: Run, ranked: readonly Ranked[]): readonly string[] {
  if (ranked.length === 0) return ['## Causes', 'None.'];
  const internals = ranked.filter(({ finding }) => finding.impact === 'internals');
  const listed = ranked.filter(({ finding }) => finding.impact !== 'internals');
  return [
    '## Causes',
    listed.length > 0 ? tableOf(run, listed) : 'None above internals.',
    ...(internals.length > 0
      ? [
          `<details><summary>${counted(internals.length, 'cause')} in internals only</summary>`,
          tableOf(run, internals),
          '</details>',
        ]
      : []),
  ];
}

function tableOf(run: Run, ranked: readonly Ranked[]): string {
  const rows = ranked.map(({ finding, number, issueFile }) => {
    const what = plain(withoutCommands(finding));
    const title = issueFile ? `[${what}](${issueFile})` : what;
    const reason = reasonOf(run, finding);
    const cells = [
      number ?? '',
      finding.impact,
      finding.standing,
      `${title}${reason === undefined ? '' : `<br>${finding.standing === 'new' ? 'Registered in part: ' : ''}${plain(reason, maxReason)}`}`,
      finding.commands.map((one) => plain(one)).join(', '),
      finding.cases.length,
    ];
    return `| ${cells.join(' | ')} |`;
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
  const table = [
    '| case | command line | verdict | differences | reference s | candidate s |',
    '| --- | --- | --- | -: | -: | -: |',
    ...run.results.map((result) => {
      const line = cellCode(commandLine(subject(result.case)));
      const { reference, candidate } = result.seconds;
      return `| ${code(result.case.id)} | ${line} | ${verdict(run, result)} | ${result.differences.length} | ${reference.toFixed(1)} | ${candidate.toFixed(1)} |`;
    }),
  ];
  return ['## Cases', table.join('\n')];
}

function verdict(run: Run, result: CaseResult): string {
  const blocking = run.findings.find(({ fingerprint }) => fingerprint === result.blockedBy);
  const because = [result.reason, blocking && `blocked by: ${blocking.title}`].filter(Boolean).join('; ');
  return because ? `${result.verdict}: ${plain(because)}` : result.verdict;
}
