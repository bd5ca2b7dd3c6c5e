/** Program: `npm run bench`. Measures, keeps the results, and shows them. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { loadSuites, selectCases } from '../../src/cases/suites.ts';
import { stopOnSignals, tellFailure } from '../../src/cli/ending.ts';
import { cacheFolder } from '../../src/compare/session.ts';
import { readConfig } from '../../src/config/config.ts';
import { describeHost } from '../../src/report/finish.ts';
import { withoutPrivate } from '../../src/report/private.ts';
import { keepResults } from './keep.ts';
import { type PartName, parts } from './parts.ts';
import { renderPlot } from './plot.ts';
import { mergeResults, readResults, toText } from './results.ts';
import type { Bench } from './schema.ts';
import { renderTables } from './tables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Options {
  readonly part: readonly PartName[];
  readonly reference?: string;
  readonly candidate?: string;
  readonly case?: string;
  readonly workers: readonly number[];
  readonly cases: readonly number[];
  readonly models: readonly number[];
  readonly out?: string;
  readonly json?: boolean;
  readonly keep?: boolean;
}

const program = new Command('bench')
  .description('measure the cost of comparing: a naive script against dvt-compat, and how costs grow')
  .option(
    '--part <names>',
    `parts to measure: ${Object.keys(parts).join(',')}`,
    partNames,
    Object.keys(parts),
  )
  .option('--reference <spec>', 'engine to compare with')
  .option(
    '--candidate <spec>',
    'compare only this pair (default: the reference with itself, and the configured pair)',
  )
  .option('--case <glob>', 'cases with a matching id, from all tiers (default: the smoke tier)')
  .option('--workers <numbers>', 'cases to run in parallel, for the pairs', sizes, [1, 2])
  .option('--cases <numbers>', 'numbers of cases to measure', sizes, [25, 100, 400])
  .option('--models <numbers>', 'numbers of models to measure', sizes, [10, 100, 1000, 5000])
  .option('--out <dir>', 'folder of the results; later runs add to it (default: reports/bench)', absolute)
  .option('--json', 'print only bench.json on stdout')
  .option('--keep', 'do not measure; write existing results to docs and README')
  .exitOverride()
  .showHelpAfterError('(see --help)')
  .action(bench);

async function bench(options: Options): Promise<void> {
  const signal = stopOnSignals().signal;
  const out = options.out ?? path.resolve('reports/bench');
  const before = await readResults(path.join(out, 'bench.json'), describeHost(), say);
  if (options.keep) return keepResults(root, before);
  const results = await measure(options, before, out, signal);
  process.stdout.write(withoutPrivate(options.json ? toText(results) : `\n${renderTables(results)}\n`));
}

async function measure(options: Options, before: Bench, out: string, signal: AbortSignal): Promise<Bench> {
  const config = await readConfig([process.cwd(), root]);
  const reference = options.reference ?? config.reference;
  const asked = {
    root,
    config,
    reference,
    candidates: options.candidate ? [options.candidate] : [...new Set([reference, config.candidate])],
    cases: selectCases(await loadSuites(root), { commands: [], tier: 'smoke', glob: options.case }),
    workers: options.workers,
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
        await write(path.join(out, 'bench.json'), toText(results));
        await write(path.join(out, 'bench.svg'), renderPlot(results));
      }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return results;
}

/** Whole or not at all: an hour of measuring must not be lost by a kill. */
async function write(file: string, text: string): Promise<void> {
  await writeFile(`${file}.half`, withoutPrivate(text));
  await rename(`${file}.half`, file);
}

function say(text: string): void {
  process.stderr.write(`bench ${(performance.now() / 1000).toFixed(1).padStart(8)} s  ${text}\n`);
}

function partNames(text: string): readonly string[] {
  const names = text.split(',');
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`Unknown part ${unknown}. Parts: ${Object.keys(parts).join(', ')}.`);
}

function sizes(text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new InvalidArgumentError(`${text} is not a list of positive whole numbers, such as 1,2.`);
}

function absolute(text: string): string {
  return path.resolve(text);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
