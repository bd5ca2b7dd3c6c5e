/** How a run was made, and what was left out of the comparison: the end of `summary.md`. */
import { counted } from '../../facets/wording.ts';
import { normalisers } from '../../normalise/registry.ts';
import { sumTouched } from '../../normalise/touched.ts';
import { checkedLine } from '../cold-checks.ts';
import { identityLines } from '../identity.ts';
import type { Run } from '../run.ts';
import { totalsOf } from '../score.ts';
import { verdictLine } from '../verdict-line.ts';
import { code, plain } from './markdown.ts';

export function about(run: Run): readonly string[] {
  const lines = [
    `- verdicts: ${verdictLine(totalsOf(run.results))}`,
    `- database: ${plain(run.database.provider)}, Postgres ${plain(run.database.version)}: ${plain(run.database.why)}`,
    `- statements: read from ${plain(run.database.statements)}`,
    ...cachedLine(run),
    ...[...identityLines(run), ...checkedLine(run)].map((line) => `- ${plain(line, 1000)}`),
    ...run.adaptations.map(
      ({ id, side, reason, as_is }) =>
        `- adapted for the ${side}: ${code(id)}: ${plain(reason)} Shown by ${code(as_is)}.`,
    ),
    `- duration: ${run.seconds.toFixed(1)} s, ${run.tier} tier, ${run.workers} workers, started ${plain(run.started)}`,
  ];
  return ['## Run', lines.join('\n')];
}

/** From which cases the reference's part is older than the run. */
function cachedLine({ results }: Run): readonly string[] {
  const cached = results.filter((result) => result.cached).length;
  return cached === 0 ? [] : [`- cached results of the reference: ${counted(cached, 'case')}`];
}

/** What of the selection is not here. */
export function partLines({ shard, interrupted }: Run): readonly string[] {
  return [
    ...(shard ? [`- part: ${shard.index} of ${shard.of} of ${shard.selected.length} cases`] : []),
    ...(interrupted ? ['- **interrupted**: what was not run is skipped'] : []),
  ];
}

/** What was taken out before the sides were compared, with the reason of each. */
export function normalised({ results }: Run): readonly string[] {
  const touched = sumTouched(results.map((result) => result.touched ?? {}));
  const applied = normalisers.filter(({ name }) => touched[name] !== undefined);
  if (applied.length === 0) return [];
  const table = [
    '| normaliser | places | why one engine varies there |',
    '| --- | -: | --- |',
    ...applied.map(({ name, why }) => `| ${plain(name)} | ${touched[name]} | ${plain(why)} |`),
  ];
  return ['## Left out of the comparison', table.join('\n')];
}
