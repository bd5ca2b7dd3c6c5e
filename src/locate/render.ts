/** What `locate` prints. */
import { counted } from '../facets/wording.ts';
import { plainTable } from '../report/terminal/plain-table.ts';
import { visibleLine } from '../report/visible.ts';
import type { Located } from './locate.ts';
import { equalToFirst, isKnown, type Ranked } from './rank.ts';

/** More functions are not read. */
const most = 10;

export function renderLocated(located: Located): string {
  const { title, functions, executed, cases, compiled } = located;
  const [showing, others] = [countOf(located, true), countOf(located, false)];
  const rows = functions
    .slice(0, most)
    .map((ranked) => [
      ranked.score.toFixed(2),
      ranked.name,
      `${ranked.file}:${ranked.line}`,
      `${ranked.showing} of ${showing}`,
      `${ranked.others} of ${others}`,
      noteOn(ranked),
    ]);
  const untraced = cases.reduce((sum, each) => sum + each.untraced, 0);
  const left = functions.length - rows.length;
  const lines = [
    visibleLine(title),
    `${counted(executed, 'function')} executed in ${counted(showing + others, 'case')}`,
    '',
    ...(isKnown(functions)
      ? [plainTable(columns, rows), ...(left > 0 ? [`… and ${left} more`] : [])]
      : [`not known: ${whyUnknown(functions)}`]),
    '',
    `Cases that show it        ${namesOf(located, true)}`,
    `Cases that do not show it ${namesOf(located, false)}`,
    ...cases.flatMap(({ id, unusable }) => (unusable ? [`Not counted: ${id} (${unusable})`] : [])),
    ...(untraced > 0 ? [`Not traced: processes of another Python version (${untraced})`] : []),
    ...(compiled.length > 0
      ? [`Not traced, because compiled: ${compiled.map((name) => name.replace(/\..*$/, '')).join(', ')}`]
      : []),
  ];
  return lines.join('\n');
}

const noteOn = ({ what, suspect, changed }: Ranked): string =>
  [
    ...(what === 'line' ? ['only this line'] : []),
    ...(suspect ? ['suspect file'] : []),
    ...(changed ? ['changed file'] : []),
  ].join(', ');

const whyUnknown = (functions: readonly Ranked[]): string =>
  functions.length === 0
    ? 'no function is executed mainly in cases that show the cause'
    : `${equalToFirst(functions)} functions agree equally well with the cause. Run more cases that are similar but do not show it`;

/** The same as data. */
export const locatedJson = (located: Located) => ({
  cause: located.cause,
  title: located.title,
  known: isKnown(located.functions),
  executed: located.executed,
  functions: located.functions,
  cases: located.cases.map(({ trace: _, ...rest }) => rest),
  compiled: located.compiled,
});

const used = ({ cases }: Located, shows: boolean) =>
  cases.filter((each) => each.shows === shows && each.unusable === undefined);

const countOf = (located: Located, shows: boolean) => used(located, shows).length;

const namesOf = (located: Located, shows: boolean) =>
  used(located, shows)
    .map(({ id }) => id)
    .join(', ') || 'none';

const columns = [
  { head: 'score', align: 'right' },
  { head: 'function', align: 'left' },
  { head: 'where', align: 'left' },
  { head: 'showing', align: 'left' },
  { head: 'others', align: 'left' },
  { head: '', align: 'left' },
] as const;
