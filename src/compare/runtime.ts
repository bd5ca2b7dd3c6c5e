/** What sides run with: two engines and their hosts, a database server, and a folder for workspaces. */
import path from 'node:path';
import { type Adaptation, readAdaptations } from '../cases/adaptation.ts';
import type { Config } from '../config/config.ts';
import { provideDefinitions } from '../dbt/definitions.ts';
import type { Engine } from '../engines/engine.ts';
import { type ProvideOptions, provideEngine } from '../engines/provide.ts';
import { provideSchemas } from '../facets/artifacts/schemas.ts';
import type { Database } from '../postgres/database.ts';
import { openDatabase } from '../postgres/open.ts';
import type { Limits } from '../process/invocation.ts';
import { startCold } from '../process/start-cold.ts';
import { openHosts } from '../process/start-warm.ts';
import { openScratch } from '../workspace/scratch.ts';
import type { Side } from '../workspace/workspace.ts';
import type { Engines } from './judge-sides.ts';
import type { QueueContext } from './queue.ts';
import type { SideContext } from './run-side.ts';

/**
 * Provides both engines. The candidate comes first, because users mistype it more often and should not have to wait for the
 * installation of the reference.
 * @throws Problem as `provideEngine`.
 */
export async function provideEngines(
  names: Readonly<Record<Side, string>>,
  config: Config,
  options: ProvideOptions,
): Promise<Engines> {
  const candidate = await provideEngine(names.candidate, config, options);
  return { candidate, reference: await provideEngine(names.reference, config, options) };
}

export interface RuntimeOptions {
  readonly engines: Engines;
  readonly config: Config;
  /** `auto`, a provider's name, or a URL. */
  readonly database: string;
  /** Folder of the projects. */
  readonly projects: string;
  readonly cache: string;
  readonly runId: string;
  /** Starts engines cold only. */
  readonly cold: boolean;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

export interface Runtime extends SideContext, Pick<QueueContext, 'scratch' | 'isHosted' | 'announce'> {
  /** Stops using the hosts of an engine: it starts cold from now on. */
  readonly retire: (engine: Engine) => void;
  /** Ends everything that was started here. Can be called twice. */
  readonly close: () => Promise<void>;
}

/**
 * Opens everything at the same time: both engines are imported by their hosts while the database starts.
 * @throws Problem when the database or the configuration cannot be used; nothing stays open then.
 */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { config, cache, cold, signal, say } = options;
  const engines = [options.engines.reference, options.engines.candidate];
  const adaptationsOf = await ofEach(engines, (engine) => readAdaptations(options.projects, engine));
  const limits = limitsOf(config);
  const scratch = await openScratch();
  const hosts = openHosts(path.join(scratch.folder, 'hosts'), limits, say);
  let database: Database | undefined;
  const close = once(async () => {
    await hosts.end();
    await database?.stop();
    await scratch.close();
  });
  try {
    if (!cold) for (const engine of engines) hosts.prepare(engine);
    const { image } = config.database;
    const [opening, ...others] = await Promise.allSettled([
      openDatabase(options.database, { image, cache, runId: options.runId, slot: scratch.slot, say, signal }),
      provideSchemas(options.engines.reference, signal),
      ofEach(engines, (engine) => provideDefinitions(engine, limits, signal)),
    ]);
    // Assigned before anything is thrown, so that a database that opened is closed when something else failed.
    if (opening.status === 'fulfilled') database = opening.value;
    const opened = settledValue(opening);
    const [validate, definitions] = [settledValue(others[0]), settledValue(others[1])];
    say(`database: ${opened.why}`);
    // The password of a user's server is not written anywhere.
    const isAllowed = (adaptation: Adaptation) => opened.provider !== 'url' || !('password' in adaptation);
    return {
      ...{ database: opened, limits, threads: config.threads, validate, signal },
      start: cold ? startCold : hosts.start,
      adaptations: (engine) => (adaptationsOf(engine) ?? []).filter(isAllowed),
      definitions,
      scratch: scratch.folder,
      isHosted: (engine) => !cold && hosts.isHosted(engine),
      retire: hosts.retire,
      announce: hosts.announce,
      close,
    };
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw error;
  }
}

/** A function whose first call does everything; later calls return the same promise. */
export function once(act: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= act();
    return result;
  };
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** Asks for something of each engine, in sequence because both sides may be the same one. */
async function ofEach<T>(
  engines: readonly Engine[],
  ask: (engine: Engine) => Promise<T>,
): Promise<(engine: Engine) => T | undefined> {
  const known = new Map<string, T>();
  for (const engine of engines) known.set(engine.program, await ask(engine));
  return ({ program }) => known.get(program);
}

export const limitsOf = ({ limits }: Config): Limits => ({
  deadlineSeconds: limits.deadline_seconds,
  memoryMiB: limits.memory_mib,
  processes: limits.processes,
  outputMiB: limits.output_mib,
});
