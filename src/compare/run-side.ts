/** Runs one side of a case: lays the twin out, takes its steps, observes each engine step. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Adaptation } from '../cases/adaptation.ts';
import type { Case, EngineStep } from '../cases/case.ts';
import type { Definitions } from '../dbt/definitions.ts';
import type { Engine } from '../engines/engine.ts';
import type { Validate } from '../facets/artifacts/schemas.ts';
import { listTree } from '../facets/files/tree.ts';
import { interfaceOf } from '../facets/interface/options.ts';
import type { Given } from '../normalise/frame.ts';
import type { Frame } from '../normalise/normaliser.ts';
import type { Observation } from '../observe/observation.ts';
import { observe, takeBaseline } from '../observe/observe.ts';
import type { Database } from '../postgres/database.ts';
import { stepEnvironment } from '../process/environment.ts';
import type { Limits, Start } from '../process/invocation.ts';
import { invoke } from '../process/invoke.ts';
import { startInTerminal } from '../process/start-cold.ts';
import { editFiles } from '../workspace/edit-files.ts';
import { passwordVariable } from '../workspace/profiles.ts';
import { makeRepository } from '../workspace/repository.ts';
import { surroundingsOf } from '../workspace/running.ts';
import { whileServing } from '../workspace/serving.ts';
import { layOut, type Prepared } from '../workspace/set-up.ts';
import type { Place } from '../workspace/workspace.ts';

/** What a side needs from its session. */
export interface Grounds {
  readonly database: Database;
  readonly limits: Limits;
  /** Threads that profiles give to engines. */
  readonly threads: number;
  /** The way engines are started. */
  readonly start: Start;
  readonly validate: Validate;
  /** What an engine needs changed about the projects. */
  readonly adaptations: (engine: Engine) => readonly Adaptation[];
  /** What each engine itself says of its options; undefined where it cannot be asked. */
  readonly definitions: (engine: Engine) => Definitions | undefined;
  readonly signal: AbortSignal;
}

export interface StepObservation {
  /** Index of the step in its case. */
  readonly step: number;
  readonly observation: Observation;
  readonly frame: Given;
}

/** Whether a step was forked from a host. */
export const isWarm = (steps: readonly StepObservation[]): boolean =>
  steps.some(({ observation }) => observation.exit.warm);

/**
 * Takes all steps of a case on one side.
 * @param evidence folder that receives a folder for each engine step: `step-1` …
 */
export async function runSide(
  grounds: Grounds,
  one: Case,
  engine: Engine,
  place: Place,
  prepared: Prepared,
  evidence: string,
): Promise<readonly StepObservation[]> {
  const adaptations = adaptationsIn(one, grounds.adaptations(engine));
  await layOut(place, prepared, engine, grounds.database, grounds.threads, adaptations);
  const laidOut = new Set(listTree({ home: place.home }).keys());
  // A later step shows times of an earlier one again: what it did not parse anew carries the time it was parsed at.
  const began = Date.now();
  const observed: StepObservation[] = [];
  for (const [index, step] of one.steps.entries()) {
    grounds.signal.throwIfAborted();
    if ('engine' in step)
      observed.push(
        await engineStep(
          grounds,
          one,
          engine,
          place,
          index,
          step,
          evidenceOf(evidence, index),
          began,
          laidOut,
        ),
      );
    else if ('write' in step) editFiles(place.project, step, adaptations);
    else if ('repository' in step) await makeRepository(place.project, step);
    else await runSql(grounds.database, place.database, step.sql);
  }
  return observed;
}

/** A case that shows what an adaptation is for runs without it. */
export const adaptationsIn = ({ id }: Case, adaptations: readonly Adaptation[]): readonly Adaptation[] =>
  adaptations.filter(({ as_is }) => as_is !== id);

/** Folder of a step’s evidence. @param step its index in the case. */
export const evidenceOf = (evidence: string, step: number) => path.join(evidence, `step-${step + 1}`);

async function engineStep(
  grounds: Grounds,
  one: Case,
  engine: Engine,
  place: Place,
  index: number,
  step: EngineStep,
  evidence: string,
  began: number,
  laidOut: ReadonlySet<string>,
): Promise<StepObservation> {
  await mkdir(evidence, { recursive: true });
  const roots = { project: place.project, home: place.home };
  const baseline = await takeBaseline(roots, grounds.database, laidOut);
  const invocation = {
    engine,
    argv: step.engine,
    cwd: place.project,
    env: sideEnvironment(place, grounds.database, step.env),
    limits: { ...grounds.limits, ...(one.deadlineSeconds && { deadlineSeconds: one.deadlineSeconds }) },
    evidence,
    signal: grounds.signal,
  };
  const [exit, http] = await whileServing(step, surroundingsOf(place, grounds.database), (meanwhile) =>
    invoke({ ...invocation, meanwhile }, step.answers ? startInTerminal(step.answers) : grounds.start),
  );
  const window = { start: began, end: Date.now() };
  const observation = await observe(
    exit,
    http,
    (stdout) => interfaceOf(grounds.definitions(engine), step.engine, stdout),
    roots,
    baseline,
    evidence,
    grounds.database,
    place.database,
    grounds.validate,
  );
  return {
    step: index,
    observation,
    frame: { folders: foldersOf(place, engine), database: place.database, window },
  };
}

/** The environment of a step, with the database’s password where the profile looks for it. */
export const sideEnvironment = (
  place: Place,
  database: Database,
  env: Readonly<Record<string, string>> = {},
) =>
  stepEnvironment({
    home: place.home,
    temp: place.temp,
    env: { [passwordVariable]: database.server.password, ...env },
  });

/** Folders of a side that must not show, longest first: one may lie within another. */
const foldersOf = (place: Place, engine: Engine): Frame['folders'] =>
  (
    [
      [place.project, '{project}'],
      [place.home, '{home}'],
      [place.temp, '{temp}'],
      [place.root, '{place}'],
      ...engine.locations,
      [engine.root, '{engine}'],
      [engine.program, '{program}'],
    ] as const
  )
    .filter(([folder]) => folder !== '')
    .toSorted(([a], [b]) => b.length - a.length);

/** Runs SQL of a case or state on a twin’s database. */
export async function runSql(database: Database, name: string, sql: string): Promise<void> {
  const client = await database.connect(name);
  await client.query(sql).finally(() => client.end());
}
