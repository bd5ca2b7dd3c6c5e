/** The results as Markdown tables, for terminals and documents. */
import { counted } from '../../src/facets/wording.ts';
import { type Columns, markdownTable } from '../markdown-table.ts';
import type { Bench, CasesEntry, Measurement, ModelsEntry, PairEntry } from './schema.ts';

const pairs: Columns<PairEntry> = {
  candidate: (entry) => against(entry),
  cases: ({ cases }) => String(cases),
  workers: ({ workers }) => String(workers),
  'naive s': ({ naive_seconds }) => figure(naive_seconds),
  'uncached s': ({ uncached_seconds }) => figure(uncached_seconds),
  'cached s': ({ cached_seconds }) => figure(cached_seconds),
  'uncached ×': ({ ratio_uncached }) => times(ratio_uncached),
  'cached ×': ({ ratio_cached }) => times(ratio_cached),
  'harness CPU': ({ harness_cpu_share }) => percentage(harness_cpu_share),
  'CPU cached': ({ harness_cpu_share_cached }) => percentage(harness_cpu_share_cached),
};

const cases: Columns<CasesEntry> = {
  cases: (entry) => String(entry.cases),
  workers: ({ workers }) => String(workers),
  'uncached s': ({ uncached_seconds }) => figure(uncached_seconds),
  'cached s': ({ cached_seconds }) => figure(cached_seconds),
  'uncached s/case': ({ uncached_seconds_per_case }) => figure(uncached_seconds_per_case),
  'cached s/case': ({ cached_seconds_per_case }) => figure(cached_seconds_per_case),
  'harness CPU s/case': ({ harness_cpu_seconds_per_case }) => figure(harness_cpu_seconds_per_case),
  'CPU cached': ({ harness_cpu_seconds_per_case_cached }) => figure(harness_cpu_seconds_per_case_cached),
  'peak MiB': (entry) => peak(entry),
};

const models: Columns<ModelsEntry> = {
  models: (entry) => String(entry.models),
  'naive s': ({ naive_seconds }) => figure(naive_seconds),
  'uncached s': ({ uncached_seconds }) => figure(uncached_seconds),
  'cached s': ({ cached_seconds }) => figure(cached_seconds),
  'uncached ×': ({ ratio_uncached }) => times(ratio_uncached),
  'cached ×': ({ ratio_cached }) => times(ratio_cached),
  'harness CPU s': ({ uncached }) => figure(uncached.harness_cpu_seconds),
  'CPU cached': ({ cached }) => figure(cached.harness_cpu_seconds),
  'peak MiB': (entry) => peak(entry),
};

/** The tables of the measured parts, by the name of the part. */
export const tablesOf = (
  results: Bench,
): Readonly<Record<'pairs' | 'cases' | 'models', string | undefined>> => ({
  pairs: table(pairs, results.pairs),
  cases: table(cases, results.cases_scale),
  models: table(models, results.models_scale),
});

/** Everything that was measured, for a terminal. */
export function renderTables(results: Bench): string {
  const { pairs, cases, models } = tablesOf(results);
  const [pairsOf, casesOf, modelsOf] = [results.pairs, results.cases_scale, results.models_scale].map(
    (entries) => [...new Set(entries.map(({ reference }) => reference))].join(', '),
  );
  return [
    pairs && `Pairs, against ${pairsOf}\n\n${pairs}`,
    cases && `Growing cases, ${casesOf} against itself\n\n${cases}`,
    models && `Growing project, ${modelsOf} against itself, one case\n\n${models}`,
    [`On ${renderHost(results)}.`, ...notes(results)].join('\n'),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

/** `2 cores and 24 GiB of memory (linux-x64)` */
export const renderHost = ({ host }: Bench): string =>
  `${counted(host.cores, 'core')} and ${host.memory_gib} GiB of memory (${host.platform})`;

const table = <Entry>(columns: Columns<Entry>, entries: readonly Entry[]) =>
  entries.length === 0 ? undefined : markdownTable(columns, entries, ['candidate']);

/** Doubtful measurements: cases that ended in an error, and differences of the reference from itself. */
const notes = ({ pairs, cases_scale, models_scale }: Bench): readonly string[] =>
  [...pairs, ...cases_scale, ...models_scale].flatMap((entry) =>
    (['uncached', 'cached'] as const).flatMap((which) => {
      const { error = 0, same = 0, cases = 0 } = entry[which].verdicts;
      const where = `${counted(entry.cases, 'case')} against ${against(entry)}, workers: ${entry.workers}, ${which}`;
      if (error > 0) return [`! ${where}: ${counted(error, 'case')} ended in an error`];
      return entry.candidate === entry.reference && same < cases
        ? [`! ${where}: only ${same} are the same`]
        : [];
    }),
  );

/** `itself` for the reference as its own candidate. */
const against = ({ reference, candidate }: { readonly reference: string; readonly candidate: string }) =>
  candidate === reference ? 'itself' : candidate;

/** Three significant digits: `0.720`, `8.54`, `41.5`, `1234`. */
function figure(value: number): string {
  if (value === 0) return '0';
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(3, Math.max(0, digits)));
}

const times = (ratio: number) => `×${ratio.toFixed(ratio < 10 ? 2 : 1)}`;
const percentage = (share: number | null) => (share === null ? '–' : `${figure(share * 100)} %`);
const peak = ({ uncached, cached }: { readonly uncached: Measurement; readonly cached: Measurement }) =>
  String(Math.ceil(Math.max(uncached.peak_memory_mib, cached.peak_memory_mib)));
