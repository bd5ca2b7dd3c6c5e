/** States: created once by the reference, then copied into each workspace. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Adaptation } from '../cases/adaptation.ts';
import { readStates, type State } from '../cases/state.ts';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';
import { makeFolder } from '../files/atomic.ts';
import type { Database } from '../postgres/database.ts';
import { debugOf } from '../process/debug.ts';
import type { Limits, Start } from '../process/invocation.ts';
import { invoke } from '../process/invoke.ts';
import { startCold } from '../process/start-cold.ts';
import { runSql } from './edits.ts';
import { workspaceEnvironment } from './profiles.ts';
import { type CreatedState, copyFolder, setUp } from './set-up.ts';
import { removeWorkspace, type Workspace, workspaceOf } from './workspace.ts';

const debug = debugOf('state');

/**
 * The reference cannot create a state, although it created the one that it continues from. So this is about the content of
 * the state. A reference that cannot create the first one is of no use, which is a problem of the whole run.
 */
export class StateNotCreated extends Error {}

/** Provides a state of a project, created at the first call. */
export type ProvideState = (project: string, state: string) => Promise<CreatedState>;

/** What creating states needs. */
export interface StateContext {
  readonly reference: Engine;
  readonly database: Database;
  readonly limits: Limits;
  /** How engines are started. */
  readonly start: Start;
  readonly adaptations: (engine: Engine) => readonly Adaptation[];
  readonly signal: AbortSignal;
  /** Of `observingVersion`: the content of a state depends on the code that creates it. */
  readonly version: string;
  /** Folder that contains the projects. */
  readonly projects: string;
  readonly scratch: string;
  readonly cache: string;
  /** Whether steps of an engine may be forked from a host. */
  readonly isHosted: (engine: Engine) => boolean;
  /** Called with a state that the reference creates with a cold start only, and not when its host forks it. */
  readonly blame: (state: string, why: string) => void;
  readonly say: (text: string) => void;
}

/** States of one session: each is created at most once, and reused from an earlier run if the database still has it. */
export function stateProvider(context: StateContext): ProvideState {
  const created = new Map<string, Promise<CreatedState>>();
  const provide: ProvideState = (project, name) => {
    const id = `${project}/${name}`;
    const state = created.get(id) ?? provideState(context, { project, name }, provide);
    created.set(id, state);
    return state;
  };
  return provide;
}

async function provideState(
  context: StateContext,
  { project, name }: { readonly project: string; readonly name: string },
  provide: ProvideState,
): Promise<CreatedState> {
  const { projects, cache, database, reference, say } = context;
  const source = path.join(projects, project);
  const states = await readStates(source);
  const state = states[name];
  if (!state) throw new Error(`projects/${project}/states.yaml has no state ${name}`);
  const parent = state.from === undefined ? undefined : await provide(project, state.from);
  const chain = chainOf(states, state);
  const key = await stateKey(context, source, chain);
  const template = `${database.prefix}_state_${key}`;
  const kept = path.join(cache, 'states', key);
  const result: CreatedState = { source, template, ...(state.keep.length > 0 && { kept }) };
  if ((await database.exists(template)) && (!result.kept || existsSync(kept))) {
    debug('%s/%s exists as %s', project, name, template);
    return result;
  }
  const content = [state.sql, ...state.steps.map((argv) => argv.join(' '))].filter(Boolean).join(', ');
  say(`state ${project}/${name}: ${content || 'empty database'}`);
  const create = (start: Start) => createState({ ...context, start }, { state, result, parent });
  try {
    await create(context.start).catch(async (error: unknown) => {
      if (!(error instanceof Problem) || !context.isHosted(reference)) throw error;
      debug('%s/%s is created again with a cold start: %s', project, name, error.why);
      await create(startCold);
      // The reference itself can create it, so the host is at fault.
      context.blame(`state ${project}/${name}`, error.why);
    });
  } catch (error) {
    const continues = chain.some((each) => each !== state && each.steps.length > 0);
    throw continues && error instanceof Problem
      ? new StateNotCreated(`${error.message}: ${error.why}`)
      : error;
  }
  return result;
}

interface Creation {
  readonly state: State;
  readonly result: CreatedState;
  /** The state that it continues from. */
  readonly parent: CreatedState | undefined;
}

async function createState(context: StateContext, { state, result, parent }: Creation): Promise<void> {
  const { database, reference } = context;
  const workspace = workspaceOf(context, { name: `state ${result.template}`, command: 'run' });
  try {
    await setUp({
      workspace,
      state: { source: result.source, template: undefined, ...parent },
      engine: reference,
      database,
      threads: 1, // Rows come into the tables in the same order each time.
      adaptations: context.adaptations(reference),
    });
    if (state.sql)
      await runSql(database, workspace.database, await readFile(path.join(result.source, state.sql), 'utf8'));
    for (const argv of state.steps) await runStateStep(context, { workspace, state, argv });
    if (result.kept) await keepFolders(workspace, state.keep, result.kept);
    await database.drop(result.template);
    await database.rename(workspace.database, result.template);
  } finally {
    await removeWorkspace(workspace, database);
  }
}

async function runStateStep(
  { reference, database, limits, signal, start }: StateContext,
  step: { readonly workspace: Workspace; readonly state: State; readonly argv: readonly string[] },
): Promise<void> {
  const { workspace, state, argv } = step;
  const evidence = path.join(workspace.root, 'evidence');
  await mkdir(evidence, { recursive: true });
  const env = workspaceEnvironment(workspace, database);
  const exit = await invoke(
    { engine: reference, argv, cwd: workspace.project, env, limits, evidence, signal },
    start,
  );
  if (exit.code === 0) return;
  const transcript = (await readFile(path.join(evidence, 'transcript'), 'utf8')).trim();
  throw new Problem(
    'environment',
    `Cannot create the state ${state.project}/${state.name}`,
    `${reference.command} ${argv.join(' ')} exited with ${exit.limit ?? exit.signal ?? exit.code}:\n${transcript.split('\n').slice(-8).join('\n') || '(no output)'}`,
    `The reference creates all states. Check that it works: ${compat} doctor`,
  );
}

/** Keeps folders of the project that the steps wrote; all or none. */
async function keepFolders({ project }: Workspace, folders: readonly string[], kept: string): Promise<void> {
  await makeFolder(kept, async (temporary) => {
    for (const folder of folders) copyFolder(path.join(project, folder), path.join(temporary, folder));
    await rm(kept, { recursive: true, force: true });
  });
}

/**
 * Digest of everything that the content of a state depends on.
 * @param source folder of the project.
 * @param chain of `chainOf`.
 */
export async function stateKey(
  { version, reference, adaptations }: Pick<StateContext, 'version' | 'reference' | 'adaptations'>,
  source: string,
  chain: readonly State[],
): Promise<string> {
  const hash = createHash('sha256').update(version).update(reference.lock).update(JSON.stringify(chain));
  for (const adaptation of adaptations(reference)) hash.update(JSON.stringify(adaptation));
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).sort())
    hash.update(path.relative(source, file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** A state after those that it continues from. */
export function chainOf(states: Readonly<Record<string, State>>, state: State): readonly State[] {
  const parent = state.from === undefined ? undefined : states[state.from];
  return parent ? [...chainOf(states, parent), state] : [state];
}
