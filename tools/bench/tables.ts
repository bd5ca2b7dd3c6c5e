/** The results as Markdown tables, for terminals and documents. */
import { counted } from '../../src/facets/wording.ts';
import { type Columns, markdownTable } from '../markdown-table.ts';
import type { Bench, CasesEntry, Measurement, ModelsEntry, PairEntry } from './schema.ts';

const pairs: Columns<PairEntry> = {
  candidate: (entry) => candidateName(entry),
  cases: ({ cases }) => String(cases),
  workers: ({ workers }) => String(workers),
  'naive s': ({ naive_seconds }) => rounded(naive_seconds),
  'uncached s': ({ uncached_seconds }) => rounded(uncached_seconds),
  'cached s': ({ cached_seconds }) => rounded(cached_seconds),
  'uncached ×': ({ ratio_uncached }) => times(ratio_uncached),
  'cached ×': ({ ratio_cached }) => times(ratio_cached),
  'harness CPU': ({ harness_cpu_share }) => percentage(harness_cpu_share),
  'harness CPU cached': ({ harness_cpu_share_cached }) => percentage(harness_cpu_share_cached),
};

const cases: Columns<CasesEntry> = {
  cases: (entry) => String(entry.cases),
  workers: ({ workers }) => String(workers),
  'uncached s': ({ uncached_seconds }) => rounded(uncached_seconds),
  'cached s': ({ cached_seconds }) => rounded(cached_seconds),
  'uncached s/case': ({ uncached_seconds_per_case }) => rounded(uncached_seconds_per_case),
  'cached s/case': ({ cached_seconds_per_case }) => rounded(cached_seconds_per_case),
  'harness CPU s/case': ({ harness_cpu_seconds_per_case }) => rounded(harness_cpu_seconds_per_case),
  'harness CPU cached': ({ harness_cpu_seconds_per_case_cached }) =>
    rounded(harness_cpu_seconds_per_case_cached),
  'peak MiB': (entry) => peak(entry),
};

const models: Columns<ModelsEntry> = {
  models: (entry) => String(entry.models),
  'naive s': ({ naive_seconds }) => rounded(naive_seconds),
  'uncached s': ({ uncached_seconds }) => rounded(uncached_seconds),
  'cached s': ({ cached_seconds }) => rounded(cached_seconds),
  'uncached ×': ({ ratio_uncached }) => times(ratio_uncached),
  'cached ×': ({ ratio_cached }) => times(ratio_cached),
  'harness CPU s': ({ uncached }) => rounded(uncached.harness_cpu_seconds),
  'harness CPU cached': ({ cached }) => rounded(cached.harness_cpu_seconds),
  'peak MiB': (entry) => peak(entry),
};

/** A table for each part of the benchmark; undefined for parts that were not measured. */
export const tablesOf = (
  results: Bench,
): Readonly<Record<'pairs' | 'cases' | 'models', string | undefined>> => ({
  pairs: table(pairs, results.pairs),
  cases: table(cases, results.cases_scale),
  models: table(models, results.models_scale),
});

/** All tables, with the machine and warnings, for a terminal. */
export function renderTables(results: Bench): string {
  const { pairs, cases, models } = tablesOf(results);
  return [
    pairs && `Pairs, against ${referencesOf(results.pairs)}\n\n${pairs}`,
    cases && `Growing cases, ${referencesOf(results.cases_scale)} against itself\n\n${cases}`,
    models && `Growing project, ${referencesOf(results.models_scale)} against itself, one case\n\n${models}`,
    [`On ${renderHost(results)}.`, ...warnings(results)].join('\n'),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

const referencesOf = (entries: readonly { readonly reference: string }[]) =>
  [...new Set(entries.map(({ reference }) => reference))].join(', ');

/** `2 cores and 24 GiB of memory (linux-x64)` */
export const renderHost = ({ host }: Bench): string =>
  `${counted(host.cores, 'core')} and ${host.memory_gib} GiB of memory (${host.platform})`;

const table = <Entry>(columns: Columns<Entry>, entries: readonly Entry[]) =>
  entries.length === 0 ? undefined : markdownTable(columns, entries, ['candidate']);

/** Measurements not to trust: cases ended in an error, or the reference differs from itself. */
const warnings = ({ pairs, cases_scale, models_scale }: Bench): readonly string[] =>
  [...pairs, ...cases_scale, ...models_scale].flatMap((entry) =>
    (['uncached', 'cached'] as const).flatMap((cache) => {
      const { error = 0, same = 0, cases = 0 } = entry[cache].verdicts;
      const what = `${counted(entry.cases, 'case')} against ${candidateName(entry)}, workers: ${entry.workers}, ${cache}`;
      if (error > 0) return [`! ${what}: ${counted(error, 'case')} ended in an error`];
      return entry.candidate === entry.reference && same < cases
        ? [`! ${what}: only ${same} are the same`]
        : [];
    }),
  );

/** The candidate, or `itself` where the reference is compared with itself. */
const candidateName = ({
  reference,
  candidate,
}: {
  readonly reference: string;
  readonly candidate: string;
}) => (candidate === reference ? 'itself' : candidate);

/** Three significant digits, but never fewer than those before the point: `0.720`, `8.54`, `41.5`, `1234`. */
function rounded(value: number): string {
  if (value === 0) return '0';
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(3, Math.max(0, digits)));
}

const times = (ratio: number) => `×${ratio.toFixed(ratio < 10 ? 2 : 1)}`;
const percentage = (share: number | null) => (share === null ? '–' : `${rounded(share * 100)} %`);
const peak = ({ uncached, cached }: { readonly uncached: Measurement; readonly cached: Measurement }) =>
  String(Math.ceil(Math.max(uncached.peak_memory_mib, cached.peak_memory_mib)));
