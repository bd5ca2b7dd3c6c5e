/** `brief.md`: a run in a few lines, for the page of a CI job or a comment on a pull request. */
import { changesLine, changesOf } from './changes.ts';
import { inventedLines } from './cold-checks.ts';
import { plain } from './markdown.ts';
import { type Ranked, rankFindings } from './ranking.ts';
import type { Run } from './run.ts';
import { counted, percent, scoreOf, totalsOf } from './score.ts';
import { withVersion } from './sides.ts';
import { plural, verdictLine } from './verdict-line.ts';

/** More than these are counted: a comment has room for some 60,000 characters. */
const maxListed = 30;
const maxTitle = 300;

/** Markdown without links, as it is read away from the other reports: verdicts, what changed, findings not expected. */
export function renderBrief(run: Run): string {
  const totals = totalsOf(run.results);
  const ranked = rankFindings(run);
  const fresh = ranked.filter(({ finding }) => finding.standing === 'new');
  return `${[
    `### ${plain(withVersion(run.candidate))} against ${plain(withVersion(run.reference))}`,
    '',
    `**${verdictLine(totals)}.** ${percent(scoreOf(totals))} of ${counted(totals)} counted cases are same or expected.`,
    ...inventedLines(run).flatMap((line) => ['', `**${plain(line)}**`]),
    ...changed(run),
    '',
    ...findings(fresh),
    `${plural(ranked.length - fresh.length, 'finding')} known or intended. ${plain(run.tier)} tier, ${run.seconds.toFixed(0)} s, dvt-compat ${plain(run.harnessVersion)}.`,
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

function findings(fresh: readonly Ranked[]): readonly string[] {
  if (fresh.length === 0) return ['No unexpected difference.', ''];
  return [
    '| # | impact | finding | commands | cases |',
    '| -: | --- | --- | --- | -: |',
    ...fresh
      .slice(0, maxListed)
      .map(
        ({ finding: { impact, title, commands, cases }, number }) =>
          `| ${number} | ${impact} | ${short(title)} | ${commands.map(plain).join(', ')} | ${cases.length} |`,
      ),
    '',
    ...more(fresh.length).flatMap((line) => [line, '']),
  ];
}

const short = (title: string) =>
  title.length > maxTitle ? `${plain(title.slice(0, maxTitle))}…` : plain(title);

const more = (all: number): readonly string[] =>
  all > maxListed ? [`… and ${all - maxListed} more: see summary.md among the reports.`] : [];
