/** Opens everything that the cases of a run share, and closes it. */
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { versionOf } from '../config/installation.ts';
import { type Expectation, expecting, readExpectations } from '../findings/expectations/expectation.ts';
import { stateProvider } from '../workspace/states.ts';
import { openConfirmations } from './confirm/confirmations.ts';
import type { QueueContext } from './queue.ts';
import { openReferenceCache } from './reference/cache.ts';
import { observingVersion } from './reference/key.ts';
import { once, openRuntime, provideEngines, type Runtime } from './runtime.ts';
import { readTimings } from './timings.ts';

export interface SessionOptions {
  /** Folder of the checkout: suites, projects, configuration. */
  readonly root: string;
  readonly config: Config;
  /** Names or specs of the engines. */
  readonly reference: string;
  readonly candidate: string;
  /** `auto`, a provider's name, or a URL. */
  readonly database: string;
  /** Folder that receives the evidence and the reports; created here. */
  readonly out: string;
  /** Starts engines cold only, as a user starts them. */
  readonly cold?: boolean | undefined;
  /** Neither reads nor writes cached observations of the reference. */
  readonly noCache?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Reports progress to the user. */
  readonly say: (text: string) => void;
}

/** What is open while cases run. Each stage declares what it needs from it, as `QueueContext`, `CaseContext`, `SideContext`. */
export interface Session extends QueueContext, Runtime {
  readonly id: string;
  readonly started: Date;
  /** Result of `observingVersion`: changes with our code that runs and observes engines. */
  readonly version: string;
  readonly expectations: readonly Expectation[];
  /** Version of dvt-compat in `package.json`. */
  readonly harnessVersion: string;
}

/** Folder of everything that later runs can use again: engines, database clusters, states, observations. */
export const cacheFolder = () =>
  process.env.DVT_COMPAT_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'dvt-compat');

/**
 * Opens a session. Engines and expectations come first, so that mistakes in them are reported before the database and the
 * hosts are started, which takes time.
 * @throws Problem when an engine, the database or the configuration cannot be used. Then nothing is left open.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { config, root, signal, say, out, cold = false } = options;
  const started = new Date();
  say(`comparing ${options.candidate} with ${options.reference}`);
  const id = runId(started);
  const cache = cacheFolder();
  const projects = path.join(root, 'projects');
  const engines = await provideEngines(options, config, { cache, say, signal });
  const { reference, candidate } = engines;
  const expectations = await readExpectations(path.join(root, 'suites/expectations'), engines);
  const enginePair = [reference, candidate].map(({ lock }) => lock.slice(0, 12)).join('-');
  const timings = await readTimings(path.join(cache, 'timings', `${enginePair}.json`));
  const version = observingVersion(root);
  const references = options.noCache
    ? undefined
    : { cache: openReferenceCache(path.join(cache, 'references'), config.references_mib), version };
  const { database } = options;
  const runtime = await openRuntime({
    ...{ engines, database, config, projects, cache, cold, runId: id, signal, say },
  });
  const close = once(async () => {
    await Promise.all([runtime.close(), timings.save(), references?.cache.prune()]);
  });
  await mkdir(out, { recursive: true }).catch(async (error) => {
    await close();
    throw error;
  });
  const confirmations = openConfirmations(runtime.retire, say);
  const onHostFault = (state: string, why: string) =>
    confirmations.invented({ case: state, side: 'reference', places: [why] }, reference);
  const state = stateProvider({ ...runtime, reference, version, projects, cache, onHostFault, say });
  return {
    ...runtime,
    ...engines,
    ...{ id, started, out, version, state, references, timings, confirmations, say, close },
    expectations,
    expect: expecting(expectations),
    resultsWithoutOption: new Map(),
    harnessVersion: versionOf(root),
  };
}

/** An id that sorts by time and is unique on this machine: `20261121-071500-1234`. */
export const runId = (at: Date) =>
  `${at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-${process.pid}`;
