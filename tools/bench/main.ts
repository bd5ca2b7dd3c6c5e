/** Program: `npm run bench`. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { loadSuites, selectCases } from '../../src/cases/suites.ts';
import { stopOnSignals, tellFailure } from '../../src/cli/ending.ts';
import { cacheFolder } from '../../src/compare/session.ts';
import { readConfig } from '../../src/config/config.ts';
import { writeAtomically } from '../../src/files/atomic.ts';
import { describeHost } from '../../src/report/finish.ts';
import { withoutPrivate } from '../../src/report/private.ts';
import { keepResults } from './keep.ts';
import { type PartName, parts } from './parts.ts';
import { mergeResults, readResults, toText } from './results.ts';
import type { Bench } from './schema.ts';
import { renderTables } from './tables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const partNames = Object.keys(parts) as readonly PartName[];

const program = new Command('bench')
  .description('measure the cost of comparing: a naive script against dvt-compat, and how costs grow')
  .option('--part <names>', `parts to measure: ${partNames.join(',')}`, listOf(partName), partNames)
  .option('--reference <spec>', 'engine to compare with')
  .option(
    '--candidate <spec>',
    'compare only this pair (default: the reference with itself, and the configured pair)',
  )
  .option('--case <glob>', 'cases with a matching id, from all tiers (default: the smoke tier)')
  .option('--workers <numbers>', 'cases to run in parallel, for the pairs', listOf(size), [1, 2])
  .option('--cases <numbers>', 'numbers of cases to measure', listOf(size), [25, 100, 400])
  .option('--models <numbers>', 'numbers of models to measure', listOf(size), [10, 100, 1000, 5000])
  .option('--out <dir>', 'folder of the results; later runs add to it', 'reports/bench')
  .option('--json', 'print only bench.json on stdout')
  .option('--keep', 'do not measure; write existing results to docs and README')
  .exitOverride()
  .showHelpAfterError('(see --help)')
  .action(bench);

interface Options {
  readonly part: readonly PartName[];
  readonly reference?: string;
  readonly candidate?: string;
  readonly case?: string;
  readonly workers: readonly number[];
  readonly cases: readonly number[];
  readonly models: readonly number[];
  readonly out: string;
  readonly json?: boolean;
  readonly keep?: boolean;
}

async function bench(options: Options): Promise<void> {
  const signal = stopOnSignals().signal;
  const out = path.resolve(options.out);
  const before = await readResults(path.join(out, 'bench.json'), describeHost(), say);
  if (options.keep) return keepResults(root, before);
  const results = await measure(options, before, out, signal);
  process.stdout.write(withoutPrivate(options.json ? toText(results) : `\n${renderTables(results)}\n`));
}

async function measure(options: Options, before: Bench, out: string, signal: AbortSignal): Promise<Bench> {
  const config = await readConfig([process.cwd(), root]);
  const reference = options.reference ?? config.reference;
  const asked = {
    ...{ root, config, reference, workers: options.workers },
    candidates: options.candidate ? [options.candidate] : [...new Set([reference, config.candidate])],
    cases: selectCases(await loadSuites(root), { commands: [], tier: 'smoke', glob: options.case }),
    growingCases: options.cases,
    growingModels: options.models,
  };
  const work = path.join(out, 'work');
  let results = before;
  try {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    for (const part of options.part)
      for await (const added of parts[part]({ work, cache: cacheFolder(), signal, say }, asked)) {
        results = mergeResults(results, added);
        // Atomic, because a kill must not destroy results that took an hour to measure.
        await writeAtomically(path.join(out, 'bench.json'), withoutPrivate(toText(results)));
      }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return results;
}

function say(text: string): void {
  process.stderr.write(`bench ${(performance.now() / 1000).toFixed(1).padStart(8)} s  ${text}\n`);
}

function listOf<T>(parse: (text: string) => T): (text: string) => readonly T[] {
  return (text) => text.split(',').map(parse);
}

function partName(text: string): PartName {
  const found = partNames.find((name) => name === text);
  if (found) return found;
  throw new InvalidArgumentError(`Unknown part ${text}. Parts: ${partNames.join(', ')}.`);
}

function size(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`${text} is not a positive whole number.`);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
