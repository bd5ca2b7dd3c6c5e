/** Program: `npm run causes`. Finds the causes of recorded runs and compares them with those that were assigned by hand. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { plainTable } from '../../src/report/terminal/plain-table.ts';
import {
  type AssignedFact,
  assign,
  type Measured,
  measureFaults,
  measureRun,
  shortcomings,
} from './quality.ts';
import { type RecordedRun, readRecordedRun, readRecordedRuns } from './recorded.ts';

const folder = fileURLToPath(new URL('../../fixtures/causes/', import.meta.url));

interface Options {
  readonly json?: true;
  readonly verbose?: true;
}

new Command('causes')
  .description('find the causes of recorded runs, and compare them with those assigned by hand')
  .argument('[files...]', 'recorded runs (default: all in fixtures/causes)')
  .option('--json', 'print JSON only')
  .option('--verbose', 'also list clusters of several causes, and causes in several clusters')
  .action(causes)
  .parse();

async function causes(files: readonly string[], { json, verbose }: Options): Promise<void> {
  const runs =
    files.length > 0
      ? await Promise.all(files.map((file) => readRecordedRun(path.resolve(file))))
      : await readRecordedRuns(folder);
  const measured = runs.flatMap((run) => (run.faults ? measureFaults(run) : [measureRun(run)]));
  const short = measured.flatMap(shortcomings);
  process.stdout.write(json ? `${JSON.stringify(measured, null, 2)}\n` : `${tableOf(measured)}\n`);
  if (verbose && !json) for (const run of runs) process.stdout.write(detailsOf(run));
  for (const why of short) process.stderr.write(`${why}\n`);
  process.exitCode = short.length > 0 ? 1 : 0;
}

function tableOf(measured: readonly Measured[]): string {
  const heads = ['facts', 'causes', 'clusters', 'per cause', 'precision', 'recall', 'F', 'without a case'];
  const share = (value: number | undefined) => value?.toFixed(3) ?? '';
  return plainTable(
    [{ head: 'run', align: 'left' }, ...heads.map((head) => ({ head, align: 'right' }) as const)],
    measured.map(({ run, facts, causes: number, clusters, precision, recall, f, leaveOneOut }) => [
      ...[run, String(facts), String(number), String(Math.round(clusters * 10) / 10)],
      ...[(clusters / number).toFixed(2), share(precision), share(recall), share(f), share(leaveOneOut)],
    ]),
  );
}

/** What is mixed and what is split, with examples. */
function detailsOf({ name, steps }: RecordedRun): string {
  const facts = assign(steps);
  const mixed = [...Map.groupBy(facts, ({ cluster }) => cluster).values()].filter(
    (all) => number(all, 'cause') > 1,
  );
  const split = [...Map.groupBy(facts, ({ cause }) => cause).values()].filter(
    (all) => number(all, 'cluster') > 1,
  );
  const lines = [
    `\n${name}`,
    ...mixed.map((all) => `  one cluster: ${partsOf(all, 'cause')}`),
    ...split.map((all) => `  one cause, ${all[0]?.cause}: ${partsOf(all, 'cluster')}`),
  ];
  return `${lines.join('\n')}\n`;
}

const number = (facts: readonly AssignedFact[], by: 'cause' | 'cluster') =>
  new Set(facts.map((fact) => fact[by])).size;

const partsOf = (facts: readonly AssignedFact[], by: 'cause' | 'cluster') =>
  [...Map.groupBy(facts, (fact) => fact[by])]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([part, all]) => `${part} ${all.length} (${all[0]?.at} ${all[0]?.key.slice(0, 60)})`)
    .join(', ');
