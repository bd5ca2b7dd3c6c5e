/** The parts of the benchmark. Each yields its entries as soon as they are measured. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import type { Config } from '../../src/config/config.ts';
import { provideEngine } from '../../src/engines/provide.ts';
import { casesEntry, type Measured, modelsEntry, pairEntry } from './entries.ts';
import { modelsCase, writeGeneratedRoot } from './generated-root.ts';
import { type Context, measureAgainstNaive, measureOurs } from './measure.ts';
import type { Subject } from './program.ts';
import type { Added } from './results.ts';

export interface Asked {
  readonly root: string;
  readonly config: Config;
  /** Names or specs. The pairs are the reference against each candidate. */
  readonly reference: string;
  readonly candidates: readonly string[];
  readonly cases: readonly Case[];
  /** Numbers of workers for the pairs. */
  readonly workers: readonly number[];
  /** Numbers of cases and of models for the scales. */
  readonly growingCases: readonly number[];
  readonly growingModels: readonly number[];
}

type Part = (context: Context, asked: Asked) => AsyncGenerator<Added>;

export const parts = {
  async *pairs(context, { root, config, reference, candidates, cases, workers }) {
    for (const candidate of candidates) {
      const subject = { root, config, reference, candidate, cases };
      const done = await begin(context, subject);
      const { naiveSeconds, ours } = await measureAgainstNaive(context, subject, workers);
      yield { pairs: ours.map((twice) => pairEntry(done(), twice, naiveSeconds)) };
    }
  },

  async *cases(context, { root, config, reference, cases, growingCases }) {
    for (const length of growingCases) {
      const subject = { root, config, reference, candidate: reference, cases: repeatCases(cases, length) };
      const done = await begin(context, subject);
      // Workers as for a user with two cores.
      const twice = await measureOurs(context, subject, 2);
      yield { cases_scale: [casesEntry(done(), twice)] };
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
      const subject = { root, config: { ...config, limits }, ...engines, cases: [modelsCase] };
      const done = await begin(context, subject);
      const { naiveSeconds, ours } = await measureAgainstNaive(context, subject, [1]);
      yield { models_scale: ours.map((twice) => modelsEntry({ models, ...done() }, twice, naiveSeconds)) };
    }
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

/** Installs missing engines. @returns a function for the end, which says what was measured and when. */
async function begin({ cache, say, signal }: Context, subject: Subject): Promise<() => Measured> {
  const provide = (given: string) => provideEngine(given, subject.config, { cache, say, signal });
  const candidate = await provide(subject.candidate);
  const reference = await provide(subject.reference);
  const cases = subject.cases.length;
  say(`${candidate.spec} against ${reference.spec}, cases: ${cases}`);
  return () => ({
    reference: reference.spec,
    candidate: candidate.spec,
    cases,
    measured: new Date().toISOString(),
  });
}

/** Cases in a list of any length, so that lists differ in their length only. */
const mixture = 25;

/**
 * Makes a list of `length` cases: an even selection of the given cases, repeated. Each copy has its own id, and a variable
 * in each engine step that no engine knows, so that cached observations of a copy do not serve for another.
 */
export function repeatCases(cases: readonly Case[], length: number): readonly Case[] {
  const size = Math.min(mixture, cases.length);
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
