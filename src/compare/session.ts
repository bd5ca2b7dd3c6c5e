/** A session: everything that is open while cases run, and how it is closed again. */
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Adaptation, readAdaptations } from '../cases/adaptation.ts';
import type { Config } from '../config/config.ts';
import { versionOf } from '../config/installation.ts';
import { type Definitions, provideDefinitions } from '../dbt/definitions.ts';
import type { Engine } from '../engines/engine.ts';
import { provideEngine } from '../engines/provide.ts';
import { provideSchemas } from '../facets/artifacts/schemas.ts';
import {
  type Expect,
  type Expectation,
  expecting,
  readExpectations,
} from '../findings/expectations/expectation.ts';
import type { Database } from '../postgres/database.ts';
import { openDatabase } from '../postgres/open.ts';
import { startCold } from '../process/start-cold.ts';
import { openHosts } from '../process/start-warm.ts';
import { type ProvideState, stateProvider } from '../workspace/states.ts';
import { openScratch } from '../workspace/workspace.ts';
import { type Confirmations, openConfirmations } from './confirm/confirmations.ts';
import { openReferenceCache } from './reference/cache.ts';
import { observingVersion } from './reference/key.ts';
import type { ReferenceGrounds } from './reference/side.ts';
import type { Grounds } from './run-side.ts';
import { readTimings, type Timings } from './timings.ts';

export interface SessionOptions {
  /** Folder of the checkout: suites, projects, configuration. */
  readonly root: string;
  readonly config: Config;
  /** Names or specs of the engines. */
  readonly reference: string;
  readonly candidate: string;
  /** `auto`, a provider’s name, or a URL. */
  readonly database: string;
  /** Folder that receives the evidence and the reports; made here. */
  readonly out: string;
  /** Every step loads its engine from the start, as a user's does. */
  readonly cold?: boolean | undefined;
  /** What the reference showed in earlier runs is not used, and nothing is kept for later ones. */
  readonly noCache?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Receives what a person wants to know while they wait. */
  readonly say: (text: string) => void;
}

export interface Session extends ReferenceGrounds {
  readonly id: string;
  readonly started: Date;
  readonly out: string;
  readonly candidate: Engine;
  readonly scratch: string;
  /** Of `observingVersion`. */
  readonly version: string;
  readonly state: ProvideState;
  readonly timings: Timings;
  /** Digests of what the reference shows where options are left out, by what is run. */
  readonly shownWithout: Map<string, Promise<string>>;
  readonly expectations: readonly Expectation[];
  /** The same, ready to be matched. */
  readonly expect: Expect;
  readonly harnessVersion: string;
  readonly confirmations: Confirmations;
  /** Receives what a person wants to know while they wait. */
  readonly say: (text: string) => void;
  /** Whether steps of an engine may be forked from a host, as far as is known yet. */
  readonly isHosted: (engine: Engine) => boolean;
  /** Stops using the hosts of an engine: it starts cold from now on. */
  readonly retire: (engine: Engine) => void;
  /** Says how many steps each engine is about to take. */
  readonly announce: (steps: number) => void;
  /** Ends everything the session started. Can be called twice. */
  readonly close: () => Promise<void>;
}

/** Where engines, clusters, states and observations are kept between runs. */
export const cacheFolder = () =>
  process.env.DVT_COMPAT_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'dvt-compat');

/**
 * Opens a session: engines first, then what costs to start.
 * @throws Problem when an engine, the database or the configuration is not to be had; nothing stays open then.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { config, root, signal, say, out } = options;
  const started = new Date();
  say(`comparing ${options.candidate} with ${options.reference}`);
  const id = runId(started);
  const cache = cacheFolder();
  const provide = { cache, say, signal };
  // The candidate first: it is what people mistype, and a mistake should not cost them the making of the other one.
  const candidate = await provideEngine(options.candidate, config, provide);
  const reference = await provideEngine(options.reference, config, provide);
  const expectations = await readExpectations(path.join(root, 'suites/expectations'), {
    reference,
    candidate,
  });
  const adapted = await adaptationsOf(path.join(root, 'projects'), [reference, candidate]);
  const pair = [reference, candidate].map(({ lock }) => lock.slice(0, 12)).join('-');
  const timings = await readTimings(path.join(cache, 'timings', `${pair}.json`));
  const version = observingVersion(root);
  const references = options.noCache
    ? undefined
    : { cache: openReferenceCache(path.join(cache, 'references'), config.references_mib), version };
  const scratch = await openScratch();
  let database: Database | undefined;
  const limits = limitsOf(config);
  const hosts = openHosts(path.join(scratch.folder, 'hosts'), limits, say);
  const end = async () => {
    await hosts.end();
    await Promise.all([timings.keep(), references?.cache.prune()]);
    await database?.stop();
    await scratch.close();
  };
  let ending: Promise<void> | undefined;
  const close = () => {
    ending ??= end();
    return ending;
  };
  try {
    // Both engines are imported while the database starts.
    if (!options.cold) for (const engine of [reference, candidate]) hosts.prepare(engine);
    const { image } = config.database;
    const [opening, schemas, defined] = await Promise.allSettled([
      openDatabase(options.database, { image, cache, runId: id, slot: scratch.slot, say, signal }),
      provideSchemas(reference, signal),
      definitionsOf([reference, candidate], limits, signal),
    ]);
    // Remembered before anything is thrown: a database that opened is closed when the schemas fail.
    if (opening.status === 'fulfilled') database = opening.value;
    if (opening.status === 'rejected') throw opening.reason;
    if (schemas.status === 'rejected') throw schemas.reason;
    if (defined.status === 'rejected') throw defined.reason;
    const [opened, validate, definitions] = [opening.value, schemas.value, defined.value];
    say(`database: ${opened.why}`);
    await mkdir(out, { recursive: true });
    const start = options.cold ? startCold : hosts.start;
    const { threads } = config;
    // The password of a server of the user's is written nowhere.
    const isOurs = opened.provider !== 'url';
    const adaptations = (engine: Engine) => adapted(engine).filter((one) => isOurs || !('password' in one));
    const grounds = { database: opened, limits, threads, start, validate, definitions, adaptations, signal };
    const confirmations = openConfirmations(hosts.retire, say);
    const isHosted = (engine: Engine) => !options.cold && hosts.isHosted(engine);
    const state = stateProvider({
      ...grounds,
      isHosted,
      blame: (what, why) =>
        confirmations.invented({ case: what, side: 'reference', places: [why] }, reference),
      version,
      reference,
      projects: path.join(root, 'projects'),
      scratch: scratch.folder,
      cache,
      say,
    });
    return {
      ...grounds,
      version,
      id,
      started,
      out,
      reference,
      candidate,
      scratch: scratch.folder,
      state,
      references,
      timings,
      shownWithout: new Map(),
      expectations,
      expect: expecting(expectations),
      harnessVersion: versionOf(root),
      confirmations,
      isHosted,
      retire: hosts.retire,
      say,
      announce: hosts.announce,
      close,
    };
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw error;
  }
}

async function adaptationsOf(projects: string, engines: readonly Engine[]): Promise<Grounds['adaptations']> {
  const known = new Map<string, readonly Adaptation[]>();
  for (const engine of engines) known.set(engine.program, await readAdaptations(projects, engine));
  return ({ program }) => known.get(program) ?? [];
}

/** Asks the engines one after the other: both sides may be the same. */
async function definitionsOf(
  engines: readonly Engine[],
  limits: Grounds['limits'],
  signal: AbortSignal,
): Promise<Grounds['definitions']> {
  const known = new Map<string, Definitions | undefined>();
  for (const engine of engines) known.set(engine.program, await provideDefinitions(engine, limits, signal));
  return ({ program }) => known.get(program);
}

export const limitsOf = ({ limits }: Config): Grounds['limits'] => ({
  deadlineSeconds: limits.deadline_seconds,
  memoryMiB: limits.memory_mib,
  processes: limits.processes,
  outputMiB: limits.output_mib,
});

/** Sortable by time, unique on this machine: `20261121-071500-1234`. */
export const runId = (at: Date) =>
  `${at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-${process.pid}`;
