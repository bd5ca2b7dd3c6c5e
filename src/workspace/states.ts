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
 * The reference could not create a state, but it did create a state that this one starts from. So only the cases that use
 * the state fail. If the reference cannot create even the first state of a chain, nothing can be compared and the run fails.
 */
export class StateNotCreated extends Error {}

/** Returns a state of a project, which is created at the first call. */
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
  /** Result of `observingVersion`, because the content of a state depends on the code that creates it. */
  readonly version: string;
  /** Folder that contains the projects. */
  readonly projects: string;
  readonly scratch: string;
  readonly cache: string;
  /** Whether steps of an engine may be forked from a host. */
  readonly isHosted: (engine: Engine) => boolean;
  /** Called if the reference can only create a state with cold starts: then its host is faulty. */
  readonly onHostFault: (state: string, why: string) => void;
  readonly say: (text: string) => void;
}

/** Creates each state at most once per session. A state of an earlier run is used again if the database still has it. */
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
  const kept = state.keep.length > 0 ? path.join(cache, 'states', key) : undefined;
  const result: CreatedState = { source, template, ...(kept && { kept }) };
  if ((await database.exists(template)) && (!kept || existsSync(kept))) {
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
      context.onHostFault(`state ${project}/${name}`, error.why);
    });
  } catch (error) {
    // Ancestors without steps do not count: they are created without the engine.
    const engineWorks = chain.some((ancestor) => ancestor !== state && ancestor.steps.length > 0);
    throw engineWorks && error instanceof Problem
      ? new StateNotCreated(`${error.message}: ${error.why}`)
      : error;
  }
  return result;
}

interface Creation {
  readonly state: State;
  readonly result: CreatedState;
  /** The state that it starts from. */
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
      threads: 1, // Then rows have the same order in the tables each time.
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

/** Copies folders of the project that the steps wrote into the cache; all of them or, if that fails, none. */
async function keepFolders({ project }: Workspace, folders: readonly string[], kept: string): Promise<void> {
  await makeFolder(kept, async (temporary) => {
    for (const folder of folders) copyFolder(path.join(project, folder), path.join(temporary, folder));
    await rm(kept, { recursive: true, force: true });
  });
}

/**
 * Digest of everything that the content of a state depends on.
 * @param source folder of the project.
 * @param chain result of `chainOf`.
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

/** The states that a state starts from, directly and indirectly, then the state itself. */
export function chainOf(states: Readonly<Record<string, State>>, state: State): readonly State[] {
  const parent = state.from === undefined ? undefined : states[state.from];
  return parent ? [...chainOf(states, parent), state] : [state];
}
