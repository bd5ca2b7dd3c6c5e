/** `brief.md`: a run in a few lines, for the page of a CI job or a comment on a pull request. */
import { counted } from '../../facets/wording.ts';
import { changesLine, changesOf } from '../changes.ts';
import { inventedLines } from '../cold-checks.ts';
import { headline, shareLines } from '../headline.ts';
import { packageLines } from '../packages.ts';
import { type Ranked, rankFindings } from '../ranking.ts';
import type { Run } from '../run.ts';
import { withVersion } from '../sides.ts';
import { withoutCommands } from '../title.ts';
import { plain } from './markdown.ts';

/** More than these are counted: a comment has room for some 60,000 characters. */
const maxListed = 30;
const maxTitle = 300;
const namedPackages = 5;

/** Markdown without links, as it is read away from the other reports: headline, what changed, new causes. */
export function renderBrief(run: Run): string {
  const ranked = rankFindings(run);
  const fresh = ranked.filter(({ finding }) => finding.standing === 'new');
  const listed = fresh.filter(({ finding }) => finding.impact !== 'internals');
  return `${[
    `### ${plain(withVersion(run.candidate))} against ${plain(withVersion(run.reference))}`,
    '',
    ...headline(run).map((line, n) => `- ${n === 0 ? `**${plain(line)}**` : plain(line)}`),
    ...shareLines(run).map((line) => `- ${plain(line, 1000)}`),
    ...packageLines(run, namedPackages).map((line) => `- ${plain(line, 1000)}`),
    ...inventedLines(run).flatMap((line) => ['', `**${plain(line)}**`]),
    ...changed(run),
    '',
    ...causes(listed, fresh.length - listed.length),
    `${counted(ranked.length - fresh.length, 'cause')} known or intended. ${plain(run.tier)} tier, ${run.seconds.toFixed(0)} s, dvt-compat ${plain(run.harnessVersion)}.`,
  ].join('\n')}\n`;
}

function changed(run: Run): readonly string[] {
  const changes = changesOf(run);
  if (!changes) return [];
  const named = [
    ...changes.added.map((one) => ['new', one] as const),
    ...changes.worse.map((one) => ['worse', one] as const),
    ...changes.fixed.map((one) => ['fixed', one] as const),
  ];
  return [
    '',
    `${plain(changesLine(changes))}.`,
    '',
    ...named.slice(0, maxListed).map(([word, { title }]) => `- ${word}: ${short(title)}`),
    ...more(named.length),
  ];
}

function causes(fresh: readonly Ranked[], internals: number): readonly string[] {
  const folded = internals > 0 ? [`${counted(internals, 'new cause')} in internals only.`, ''] : [];
  if (fresh.length === 0) return ['No unexpected difference above internals.', '', ...folded];
  return [
    '| # | impact | cause | commands | cases |',
    '| -: | --- | --- | --- | -: |',
    ...fresh
      .slice(0, maxListed)
      .map(
        ({ finding, number }) =>
          `| ${number} | ${finding.impact} | ${short(withoutCommands(finding))} | ${finding.commands.map((one) => plain(one)).join(', ')} | ${finding.cases.length} |`,
      ),
    '',
    ...more(fresh.length).flatMap((line) => [line, '']),
    ...folded,
  ];
}

const short = (title: string) =>
  title.length > maxTitle ? `${plain(title.slice(0, maxTitle))}…` : plain(title);

const more = (all: number): readonly string[] =>
  all > maxListed ? [`… and ${all - maxListed} more: see summary.md among the reports.`] : [];
