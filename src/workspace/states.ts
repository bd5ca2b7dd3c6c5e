/** States: made once by the reference, then cloned for each twin. */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readStates, type State } from '../cases/state.ts';
import { type Grounds, runSql, sideEnvironment } from '../compare/run-side.ts';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';
import type { Start } from '../process/invocation.ts';
import { invoke } from '../process/invoke.ts';
import { startCold } from '../process/start-cold.ts';
import { copyFolder } from './copy-folder.ts';
import { layOut, type Prepared } from './set-up.ts';
import { type Place, placeOf } from './workspace.ts';

/**
 * A state that the reference cannot make, although it made the one that it continues from: so this says something of what is
 * in the state. A reference that cannot make the first one is of no use, which is a problem of the whole run.
 */
export class UnmadeState extends Error {}

/** Provides a state of a project, made at the first call. */
export type ProvideState = (project: string, state: string) => Promise<Prepared>;

/** What states are made with. */
export interface Making extends Grounds {
  /** Of `observingVersion`: the code that makes a state is part of what its content follows from. */
  readonly version: string;
  readonly reference: Engine;
  /** Folder that holds the projects. */
  readonly projects: string;
  readonly scratch: string;
  readonly cache: string;
  /** Whether steps of an engine may be forked from a host. */
  readonly isHosted: (engine: Engine) => boolean;
  /** Is told of a state that the reference makes when it starts cold, and not when its host forks it. */
  readonly blame: (state: string, why: string) => void;
  readonly say: (text: string) => void;
}

/** States of one session: each is made at most once, and taken over from an earlier run where the database kept it. */
export function stateProvider(making: Making): ProvideState {
  const made = new Map<string, Promise<Prepared>>();
  const provide: ProvideState = (project, state) => {
    const id = `${project}/${state}`;
    const found = made.get(id) ?? provideState(making, project, state, provide);
    made.set(id, found);
    return found;
  };
  return provide;
}

async function provideState(
  making: Making,
  project: string,
  name: string,
  provide: ProvideState,
): Promise<Prepared> {
  const source = path.join(making.projects, project);
  const states = await readStates(source);
  const state = states[name];
  if (!state) throw new Error(`projects/${project}/states.yaml has no state ${name}`);
  const parent = state.from === undefined ? undefined : await provide(project, state.from);
  const key = await stateKey(making, source, chainOf(states, state));
  const template = `${making.database.prefix}_state_${key}`;
  const kept = path.join(making.cache, 'states', key);
  const prepared: Prepared = { source, template, ...(state.keep.length > 0 && { kept }) };
  if ((await making.database.exists(template)) && (!prepared.kept || (await exists(kept)))) return prepared;
  making.say(
    `state ${project}/${name}: ${[state.sql, ...state.steps.map((argv) => argv.join(' '))].filter(Boolean).join(', ') || 'empty database'}`,
  );
  const continues = chainOf(states, state).some((one) => one !== state && one.steps.length > 0);
  const make = (start: Start) => makeState({ ...making, start }, state, prepared, parent);
  const makeCold = async (error: unknown) => {
    if (!(error instanceof Problem) || !making.isHosted(making.reference)) throw error;
    await make(startCold);
    // What only a host cannot make is no fault of the reference.
    making.blame(`state ${project}/${name}`, error.why);
  };
  await make(making.start)
    .catch(makeCold)
    .catch((error: unknown) => {
      throw continues && error instanceof Problem ? new UnmadeState(`${error.message}: ${error.why}`) : error;
    });
  return prepared;
}

async function makeState(
  making: Making,
  state: State,
  prepared: Prepared,
  parent: Prepared | undefined,
): Promise<void> {
  const { database } = making;
  const place = placeOf(making.scratch, `state ${prepared.template}`, 'run', database.prefix);
  const base = {
    source: prepared.source,
    template: parent?.template,
    ...(parent?.kept && { kept: parent.kept }),
  };
  try {
    // One thread: rows come into the tables in the same order each time.
    await layOut(place, base, making.reference, database, 1, making.adaptations(making.reference));
    if (state.sql)
      await runSql(database, place.database, await readFile(path.join(prepared.source, state.sql), 'utf8'));
    for (const argv of state.steps) await makingStep(making, place, state, argv);
    if (prepared.kept) await keep(place, state.keep, prepared.kept);
    await database.drop(prepared.template);
    await database.rename(place.database, prepared.template);
  } finally {
    await database.drop(place.database);
    await rm(place.root, { recursive: true, force: true });
  }
}

async function makingStep(
  making: Making,
  place: Place,
  state: State,
  argv: readonly string[],
): Promise<void> {
  const evidence = path.join(place.root, 'evidence');
  await mkdir(evidence, { recursive: true });
  const { reference, limits, signal, start } = making;
  const env = sideEnvironment(place, making.database);
  const invocation = { engine: reference, argv, cwd: place.project, env, limits, evidence, signal };
  const exit = await invoke(invocation, start);
  if (exit.code === 0) return;
  const said = (await readFile(path.join(evidence, 'transcript'), 'utf8'))
    .trim()
    .split('\n')
    .slice(-8)
    .join('\n');
  throw new Problem(
    'environment',
    `Cannot create the state ${state.project}/${state.name}`,
    `${reference.command} ${argv.join(' ')} exited with ${exit.limit ?? exit.signal ?? exit.code}:\n${said || '(no output)'}`,
    `The reference creates all states. Check that it works: ${compat} doctor`,
  );
}

/** Keeps folders of the project that the state’s steps wrote; whole or not at all. */
async function keep(place: Place, folders: readonly string[], kept: string): Promise<void> {
  const temporary = `${kept}.${process.pid}`;
  for (const folder of folders) copyFolder(path.join(place.project, folder), path.join(temporary, folder));
  await rm(kept, { recursive: true, force: true });
  await rename(temporary, kept);
}

/** Everything a state’s content follows from. @param source folder of the project. @param chain of `chainOf`. */
export async function stateKey(
  { version, reference, adaptations }: Pick<Making, 'version' | 'reference' | 'adaptations'>,
  source: string,
  chain: readonly State[],
): Promise<string> {
  const hash = createHash('sha256').update(version).update(reference.lock).update(JSON.stringify(chain));
  for (const one of adaptations(reference)) hash.update(JSON.stringify(one));
  const names = (await readdir(source, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  for (const file of names.map((entry) => path.join(entry.parentPath, entry.name)).sort())
    hash.update(path.relative(source, file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** A state with those it continues from. */
export function chainOf(states: Readonly<Record<string, State>>, state: State): readonly State[] {
  const parent = state.from === undefined ? undefined : states[state.from];
  return parent ? [...chainOf(states, parent), state] : [state];
}

const exists = (folder: string) =>
  readdir(folder).then(
    () => true,
    () => false,
  );
