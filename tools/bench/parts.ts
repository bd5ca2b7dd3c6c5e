/** The parts of the benchmark. Each yields its results as soon as they are measured, so that none are lost if a later one fails. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import type { Config } from '../../src/config/config.ts';
import { provideEngine } from '../../src/engines/provide.ts';
import { casesEntry, type Measured, modelsEntry, pairEntry } from './entries.ts';
import { modelsCase, writeGeneratedRoot } from './generated-root.ts';
import { type Context, measureAgainstNaive, measureOurs } from './measure.ts';
import type { Workload } from './program.ts';
import type { NewEntries } from './results.ts';

export interface PartOptions {
  readonly root: string;
  readonly config: Config;
  /** Name or spec. */
  readonly reference: string;
  /** Names or specs. The part `pairs` compares each of them with the reference. */
  readonly candidates: readonly string[];
  readonly cases: readonly Case[];
  /** Numbers of workers with which each pair is measured. */
  readonly workers: readonly number[];
  /** Numbers of cases to measure, to see how the costs grow. */
  readonly growingCases: readonly number[];
  /** Numbers of models to measure, to see how the costs grow. */
  readonly growingModels: readonly number[];
}

type Part = (context: Context, options: PartOptions) => AsyncGenerator<NewEntries>;

export const parts = {
  async *pairs(context, { root, config, reference, candidates, cases, workers }) {
    for (const candidate of candidates) {
      const workload = { root, config, reference, candidate, cases };
      const measured = await installEngines(context, workload);
      const { naiveSeconds, ours } = await measureAgainstNaive(context, workload, workers);
      yield { pairs: ours.map((twice) => pairEntry(measured(), twice, naiveSeconds)) };
    }
  },

  async *cases(context, { root, config, reference, cases, growingCases }) {
    for (const length of growingCases) {
      const workload = { root, config, reference, candidate: reference, cases: repeatCases(cases, length) };
      const measured = await installEngines(context, workload);
      // Two workers, as on a machine with two cores.
      const twice = await measureOurs(context, workload, 2);
      yield { cases_scale: [casesEntry(measured(), twice)] };
    }
  },

  async *models(context, { root: checkout, config, reference, growingModels }) {
    // Engines that parse thousands of models need more than the usual limits.
    const limits = { ...config.limits, deadline_seconds: 3600, memory_mib: 16 * 1024 };
    for (const models of growingModels) {
      context.say(`project with ${models} models`);
      const root = path.join(context.work, 'models');
      await rm(root, { recursive: true, force: true });
      await writeGeneratedRoot(root, checkout, models);
      const engines = { reference, candidate: reference };
      const workload = { root, config: { ...config, limits }, ...engines, cases: [modelsCase] };
      const measured = await installEngines(context, workload);
      const { naiveSeconds, ours } = await measureAgainstNaive(context, workload, [1]);
      yield {
        models_scale: ours.map((twice) => modelsEntry({ models, ...measured() }, twice, naiveSeconds)),
      };
    }
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

/**
 * Installs the engines of a workload, so that this is not part of the measurement.
 * @returns a function to call at the end of the measurement: describes what was measured, and when.
 */
async function installEngines({ cache, say, signal }: Context, workload: Workload): Promise<() => Measured> {
  const provide = (given: string) => provideEngine(given, workload.config, { cache, say, signal });
  const candidate = await provide(workload.candidate);
  const reference = await provide(workload.reference);
  const cases = workload.cases.length;
  say(`${candidate.spec} against ${reference.spec}, cases: ${cases}`);
  return () => ({
    reference: reference.spec,
    candidate: candidate.spec,
    cases,
    measured: new Date().toISOString(),
  });
}

/** Number of different cases in each list. It is the same for all lists, so that they only differ in length. */
const differentCases = 25;

/**
 * Makes a list of `length` cases: evenly spaced cases are selected, and the selection is repeated. Each copy has its own id,
 * and its engine steps have an environment variable that no engine reads: it makes the copy miss the cached observations of
 * the others.
 */
export function repeatCases(cases: readonly Case[], length: number): readonly Case[] {
  const size = Math.min(differentCases, cases.length);
  const chosen = Array.from({ length: size }, (_, n) => cases[Math.floor((n * cases.length) / size)] as Case);
  return Array.from({ length }, (_, n) => copyOf(chosen[n % size] as Case, String(Math.floor(n / size) + 1)));
}

const copyOf = (case_: Case, copy: string): Case => ({
  ...case_,
  id: `${case_.id}.${copy}`,
  steps: case_.steps.map((step) =>
    'engine' in step ? { ...step, env: { ...step.env, BENCH_COPY: copy } } : step,
  ),
});
