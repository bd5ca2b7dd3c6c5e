/** The parts of the benchmark. Each yields what it has measured as soon as it has. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import type { Config } from '../../src/config/config.ts';
import { provideEngine } from '../../src/engines/provide.ts';
import { casesEntry, type Measured, modelsEntry, pairEntry } from './entries.ts';
import type { Subject } from './job.ts';
import { measureAgainstNaive, measureOurs } from './measure.ts';
import { modelsCase, roomy, writeModelsRoot } from './models-root.ts';
import { repeatCases } from './repeat-cases.ts';
import type { Added } from './results.ts';
import type { Tools } from './start-program.ts';

/** What is asked of the benchmark. */
export interface Asked {
  readonly root: string;
  readonly config: Config;
  /** Names or specs. The pairs are the reference against itself and against each of these. */
  readonly reference: string;
  readonly candidates: readonly string[];
  readonly cases: readonly Case[];
  /** Numbers of workers the pairs are measured with. */
  readonly workers: readonly number[];
  /** Numbers of cases and of models to grow through. */
  readonly growingCases: readonly number[];
  readonly growingModels: readonly number[];
}

type Part = (tools: Tools, asked: Asked) => AsyncGenerator<Added>;

/** Workers of the scales over cases: what a user has who has two cores. */
const scaleWorkers = 2;

export const parts = {
  pairs: measurePairs,
  cases: measureCasesScale,
  models: measureModelsScale,
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

async function* measurePairs(
  tools: Tools,
  { root, config, reference, candidates, cases, workers }: Asked,
): AsyncGenerator<Added> {
  for (const candidate of candidates) {
    const subject = { root, config, reference, candidate, cases };
    const what = await begin(tools, subject);
    const { naiveSeconds, ours } = await measureAgainstNaive(tools, subject, workers);
    yield { pairs: ours.map((twice) => pairEntry({ ...what, measured: now() }, twice, naiveSeconds)) };
  }
}

async function* measureCasesScale(
  tools: Tools,
  { root, config, reference, cases, growingCases }: Asked,
): AsyncGenerator<Added> {
  for (const length of growingCases) {
    const subject = { root, config, reference, candidate: reference, cases: repeatCases(cases, length) };
    const what = await begin(tools, subject);
    const twice = await measureOurs(tools, subject, scaleWorkers);
    yield { cases_scale: [casesEntry({ ...what, measured: now() }, twice)] };
  }
}

async function* measureModelsScale(
  tools: Tools,
  { root: checkout, config, reference, growingModels }: Asked,
): AsyncGenerator<Added> {
  for (const models of growingModels) {
    tools.say(`project with ${models} models`);
    const root = path.join(tools.work, 'models');
    await rm(root, { recursive: true, force: true });
    await writeModelsRoot(root, checkout, models);
    const subject = { root, config: roomy(config), reference, candidate: reference, cases: [modelsCase] };
    const what = await begin(tools, subject);
    const { naiveSeconds, ours } = await measureAgainstNaive(tools, subject, [1]);
    yield {
      models_scale: ours.map((twice) =>
        modelsEntry({ ...what, measured: now() }, models, twice, naiveSeconds),
      ),
    };
  }
}

/** Installs what is missing of the engines. @returns what is to be measured. */
async function begin({ cache, say, signal }: Tools, subject: Subject): Promise<Omit<Measured, 'measured'>> {
  const provide = (given: string) => provideEngine(given, subject.config, { cache, say, signal });
  const candidate = await provide(subject.candidate);
  const reference = await provide(subject.reference);
  const cases = subject.cases.length;
  say(`${candidate.spec} against ${reference.spec}, cases: ${cases}`);
  return { reference: reference.spec, candidate: candidate.spec, cases };
}

const now = () => new Date().toISOString();
