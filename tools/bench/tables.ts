/** The results as tables, for terminals and for documents. */
import { counted } from '../../src/facets/wording.ts';
import { plain } from '../../src/report/markdown/markdown.ts';
import { type Column, plainTable } from '../../src/report/terminal/plain-table.ts';
import { against, figure, percentage, times } from './figures.ts';
import type { Bench, CasesEntry, Measurement, ModelsEntry, PairEntry } from './schema.ts';

/** A column: its head, and what of an entry is in it. All but words are aligned to the right. */
type Columns<Entry> = readonly (readonly [head: string, cell: (entry: Entry) => string, align?: 'left'])[];

const pairs: Columns<PairEntry> = [
  ['candidate', (one) => against(one), 'left'],
  ['cases', (one) => String(one.cases)],
  ['workers', (one) => String(one.workers)],
  ['naive s', (one) => figure(one.naive_seconds)],
  ['uncached s', (one) => figure(one.uncached_seconds)],
  ['cached s', (one) => figure(one.cached_seconds)],
  ['uncached ×', (one) => times(one.ratio_uncached)],
  ['cached ×', (one) => times(one.ratio_cached)],
  ['harness CPU', (one) => percentage(one.harness_cpu_share)],
  ['CPU cached', (one) => percentage(one.harness_cpu_share_cached)],
];

const cases: Columns<CasesEntry> = [
  ['cases', (one) => String(one.cases)],
  ['workers', (one) => String(one.workers)],
  ['uncached s', (one) => figure(one.uncached_seconds)],
  ['cached s', (one) => figure(one.cached_seconds)],
  ['uncached s/case', (one) => figure(one.uncached_seconds_per_case)],
  ['cached s/case', (one) => figure(one.cached_seconds_per_case)],
  ['harness CPU s/case', (one) => figure(one.harness_cpu_seconds_per_case)],
  ['CPU cached', (one) => figure(one.harness_cpu_seconds_per_case_cached)],
  ['peak MiB', (one) => peak(one)],
];

const models: Columns<ModelsEntry> = [
  ['models', (one) => String(one.models)],
  ['naive s', (one) => figure(one.naive_seconds)],
  ['uncached s', (one) => figure(one.uncached_seconds)],
  ['cached s', (one) => figure(one.cached_seconds)],
  ['uncached ×', (one) => times(one.ratio_uncached)],
  ['cached ×', (one) => times(one.ratio_cached)],
  ['harness CPU s', (one) => figure(one.uncached.harness_cpu_seconds)],
  ['CPU cached', (one) => figure(one.cached.harness_cpu_seconds)],
  ['peak MiB', (one) => peak(one)],
];

const peak = ({ uncached, cached }: { readonly uncached: Measurement; readonly cached: Measurement }) =>
  String(Math.ceil(Math.max(uncached.peak_memory_mib, cached.peak_memory_mib)));

interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables by the name of their part. Pure. */
export const tablesOf = (results: Bench): Readonly<Record<'pairs' | 'cases' | 'models', Table>> => ({
  pairs: tableOf(`Pairs, against ${nameOf(results.pairs)}`, pairs, results.pairs),
  cases: tableOf(`Growing cases, ${nameOf(results.cases_scale)} against itself`, cases, results.cases_scale),
  models: tableOf(
    `Growing project, ${nameOf(results.models_scale)} against itself, one case`,
    models,
    results.models_scale,
  ),
});

const nameOf = (entries: readonly { readonly reference: string }[]) =>
  [...new Set(entries.map(({ reference }) => reference))].join(', ');

const tableOf = <Entry>(title: string, columns: Columns<Entry>, entries: readonly Entry[]): Table => ({
  title,
  columns: columns.map(([head, , align]) => ({ head, align: align ?? 'right' })),
  rows: entries.map((entry) => columns.map(([, cell]) => cell(entry))),
});

/** All tables that have rows, for a terminal. */
export function renderTables(results: Bench): string {
  const tables = Object.values(tablesOf(results)).filter(({ rows }) => rows.length > 0);
  const shown = tables.map(({ title, columns, rows }) => `${title}\n\n${plainTable(columns, rows)}`);
  return [...shown, [`On ${renderHost(results)}.`, ...notes(results)].join('\n')].join('\n\n');
}

/** A table in Markdown. */
export function markdownTable({ columns, rows }: Table): string {
  const texts = [columns.map(({ head }) => head), ...rows.map((row) => row.map((cell) => plain(cell)))];
  const widths = columns.map((_, n) => Math.max(3, ...texts.map((row) => (row[n] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  // As the formatter lays tables out: what is kept in a document must be what it would make of it.
  const [head = '', ...body] = texts.map((row) =>
    line(
      row.map((text, n) => {
        const width = widths[n] ?? 0;
        return columns[n]?.align === 'left' ? text.padEnd(width) : text.padStart(width);
      }),
    ),
  );
  const rule = columns.map(({ align }, n) => (align === 'left' ? '-' : ':').padStart(widths[n] ?? 0, '-'));
  return [head, line(rule), ...body].join('\n');
}

/** `2 cores and 24 GiB of memory (linux-x64)` */
export const renderHost = ({ host }: Bench): string =>
  `${counted(host.cores, 'core')} and ${host.memory_gib} GiB of memory (${host.platform})`;

/** What makes a measurement doubtful: cases that could not be judged, and a control that shows a difference. */
function notes({ pairs, cases_scale, models_scale }: Bench): readonly string[] {
  return [...pairs, ...cases_scale, ...models_scale].flatMap((entry) =>
    (['uncached', 'cached'] as const).flatMap((which) => {
      const { error = 0, same = 0, cases = 0 } = entry[which].verdicts;
      const where = `${counted(entry.cases, 'case')} against ${against(entry)}, workers: ${entry.workers}, ${which}`;
      if (error > 0) return [`! ${where}: ${counted(error, 'case')} ended in an error`];
      return entry.candidate === entry.reference && same < cases
        ? [`! ${where}: only ${same} are the same`]
        : [];
    }),
  );
}
