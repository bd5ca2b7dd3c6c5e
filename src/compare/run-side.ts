/** Runs one side of a case: sets the workspace up, performs the steps, and observes each step of the engine. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Adaptation } from '../cases/adaptation.ts';
import type { Case, EngineStep } from '../cases/case.ts';
import type { Definitions } from '../dbt/definitions.ts';
import type { Engine } from '../engines/engine.ts';
import type { Validate } from '../facets/artifacts/schemas.ts';
import { listTree } from '../facets/files/tree.ts';
import type { Given } from '../normalise/context.ts';
import type { Observation } from '../observe/observation.ts';
import { observe, takeBaseline } from '../observe/observe.ts';
import type { Database } from '../postgres/database.ts';
import type { Limits, Start } from '../process/invocation.ts';
import { invoke } from '../process/invoke.ts';
import { startInTerminal } from '../process/start-cold.ts';
import { performEdit } from '../workspace/edits.ts';
import { usesPort, withPort } from '../workspace/port.ts';
import { workspaceEnvironment } from '../workspace/profiles.ts';
import { surroundingsOf, whileServing } from '../workspace/serving.ts';
import { type CreatedState, setUp } from '../workspace/set-up.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What sides of all cases run with. */
export interface SideContext {
  readonly database: Database;
  readonly limits: Limits;
  /** Threads that profiles give to engines. */
  readonly threads: number;
  /** How engines are started. */
  readonly start: Start;
  /** Validates artifacts against the schemas of the reference. */
  readonly validate: Validate;
  /** Changes to the projects that an engine needs. */
  readonly adaptations: (engine: Engine) => readonly Adaptation[];
  /** What an engine itself says about its options; undefined if it cannot be asked. */
  readonly definitions: (engine: Engine) => Definitions | undefined;
  readonly signal: AbortSignal;
}

/** One side of a case. */
export interface SideOfCase {
  readonly context: SideContext;
  readonly testCase: Case;
  readonly engine: Engine;
  readonly workspace: Workspace;
  /** State that the case starts from. */
  readonly state: CreatedState;
  /** Folder that receives a folder for each step of the engine: `step-1` … */
  readonly evidence: string;
}

export interface StepObservation {
  /** Index of the step in its case. */
  readonly step: number;
  readonly observation: Observation;
  /** What normalisers know about this side and step. */
  readonly context: Given;
}

/** What a step needs. */
interface StepContext extends Pick<SideContext, 'database' | 'limits' | 'start' | 'validate' | 'signal'> {
  readonly engine: Engine;
  readonly workspace: Workspace;
  /** Of the engine in this case. */
  readonly adaptations: readonly Adaptation[];
  readonly definitions: Definitions | undefined;
  /** Whether steps of the case use the port of the workspace. */
  readonly usesPort: boolean;
  /** Files that set-up wrote into HOME. */
  readonly setUpFiles: ReadonlySet<string>;
  /** Start of the first step in milliseconds: a later step shows times of an earlier one that it did not parse again. */
  readonly began: number;
}

/** Performs all steps of a case with one engine. @returns observations of the steps of the engine. */
export async function runSide(side: SideOfCase): Promise<readonly StepObservation[]> {
  const { context, testCase, engine, workspace, state, evidence } = side;
  const { database, threads, limits, start, validate, signal } = context;
  const adaptations = adaptationsIn(testCase, context.adaptations(engine));
  await setUp({ workspace, state, engine, database, threads, adaptations });
  const { deadlineSeconds = limits.deadlineSeconds } = testCase;
  const stepContext: StepContext = {
    ...{ engine, workspace, database, adaptations, start, validate, signal },
    definitions: context.definitions(engine),
    limits: { ...limits, deadlineSeconds },
    usesPort: usesPort(testCase.steps),
    setUpFiles: new Set(listTree({ home: workspace.home }).keys()),
    began: Date.now(),
  };
  const observed: StepObservation[] = [];
  for (const [index, step] of withPort(testCase.steps, workspace.port).entries()) {
    signal.throwIfAborted();
    if ('engine' in step)
      observed.push({
        step: index,
        ...(await runEngineStep(stepContext, step, evidenceOf(evidence, index))),
      });
    else await performEdit(step, stepContext);
  }
  return observed;
}

async function runEngineStep(
  context: StepContext,
  step: EngineStep,
  evidence: string,
): Promise<Omit<StepObservation, 'step'>> {
  const { engine, workspace, database, limits, signal, began, validate, definitions } = context;
  const { project, home, database: databaseName } = workspace;
  const argv = step.engine;
  await mkdir(evidence, { recursive: true });
  const roots = { project, home };
  const baseline = await takeBaseline(roots, database, context.setUpFiles);
  const env = workspaceEnvironment(workspace, database, step.env);
  const start = step.answers ? startInTerminal(step.answers) : context.start;
  const [exit, http] = await whileServing(step, surroundingsOf(workspace, database), (meanwhile) =>
    invoke({ engine, argv, cwd: project, env, limits, evidence, signal, meanwhile }, start),
  );
  const window = { start: began, end: Date.now() };
  const observation = await observe({
    ...{ exit, argv, http, roots, baseline, evidence, database, databaseName, validate, definitions },
  });
  return {
    observation,
    context: {
      folders: foldersOf(workspace, engine),
      database: databaseName,
      ...(context.usesPort && { port: workspace.port }),
      window,
    },
  };
}

/** Whether a step was forked from a host. */
export const isWarm = (steps: readonly StepObservation[]): boolean =>
  steps.some(({ observation }) => observation.exit.warm);

/** The case that shows why an adaptation is needed runs without it. */
export const adaptationsIn = ({ id }: Case, adaptations: readonly Adaptation[]): readonly Adaptation[] =>
  adaptations.filter(({ as_is }) => as_is !== id);

/** Folder of the evidence of a step. @param step its index in the case. */
export const evidenceOf = (evidence: string, step: number) => path.join(evidence, `step-${step + 1}`);

/** Folders of a side with their placeholders, longest first: one folder may contain another. */
const foldersOf = (workspace: Workspace, engine: Engine): Given['folders'] =>
  (
    [
      [workspace.project, '{project}'],
      [workspace.home, '{home}'],
      [workspace.temp, '{temp}'],
      [workspace.root, '{place}'],
      ...engine.locations,
      ...(engine.kind === 'installed' ? [[engine.root, '{engine}'] as const] : []),
      [engine.program, '{program}'],
    ] as const
  ).toSorted(([a], [b]) => b.length - a.length);
