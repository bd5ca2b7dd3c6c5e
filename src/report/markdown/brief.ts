/** `brief.md`: a run in a few lines, for the page of a CI job or a comment on a pull request. */
import { counted } from '../../facets/wording.ts';
import { changesLine, changesOf } from '../changes.ts';
import { headline, shareLines } from '../headline.ts';
import { inventedLines, packageLines } from '../notes.ts';
import { type Ranked, rankCauses } from '../ranking.ts';
import type { Run } from '../run.ts';
import { firstOf, pairName, withoutCommands } from '../wording.ts';
import { plain, row } from './markdown.ts';

/** More than these are counted: a comment has room for some 60,000 characters. */
const maxListed = 30;
const maxTitle = 300;
const maxPackages = 5;

/** Markdown without links, as it is read away from the other reports: headline, what changed, new causes. */
export function renderBrief(run: Run): string {
  const ranked = rankCauses(run);
  const fresh = ranked.filter(({ finding }) => finding.status === 'new');
  const listed = fresh.filter(({ finding }) => finding.impact !== 'internals');
  return `${[
    `### ${plain(pairName(run))}`,
    '',
    ...headline(run).map((line, n) => `- ${n === 0 ? `**${plain(line)}**` : plain(line)}`),
    ...[...shareLines(run), ...packageLines(run, maxPackages)].map((line) => `- ${plain(line, 1000)}`),
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
  const lines = (['added', 'worse', 'fixed'] as const).flatMap((group) =>
    changes[group].map(({ title }) => `- ${group === 'added' ? 'new' : group}: ${short(title)}`),
  );
  return ['', `${plain(changesLine(changes))}.`, '', ...firstOf(lines, maxListed, more)];
}

function causes(fresh: readonly Ranked[], internals: number): readonly string[] {
  const folded = internals > 0 ? [`${counted(internals, 'new cause')} in internals only.`, ''] : [];
  if (fresh.length === 0) return ['No unexpected difference above internals.', '', ...folded];
  const rows = fresh.map(({ finding, number }) =>
    row([
      number ?? '',
      finding.impact,
      short(withoutCommands(finding)),
      finding.commands.map((command) => plain(command)).join(', '),
      finding.cases.length,
    ]),
  );
  return [
    '| # | impact | cause | commands | cases |',
    '| -: | --- | --- | --- | -: |',
    ...firstOf(rows, maxListed, (count) => `\n${more(count)}`),
    '',
    ...folded,
  ];
}

const short = (title: string) =>
  title.length > maxTitle ? `${plain(title.slice(0, maxTitle))}…` : plain(title);

const more = (count: number) => `… and ${count} more: see summary.md among the reports.`;
