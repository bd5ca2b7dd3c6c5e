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
  /** Receives what a user wants to know while waiting. */
  readonly say: (text: string) => void;
}

/** What is open while cases run. Each stage declares what it needs from it, as `QueueContext`, `CaseContext`, `SideContext`. */
export interface Session extends QueueContext, Runtime {
  readonly id: string;
  readonly started: Date;
  /** Of `observingVersion`. */
  readonly version: string;
  readonly expectations: readonly Expectation[];
  readonly harnessVersion: string;
}

/** Folder of what is kept between runs: engines, clusters, states, observations. */
export const cacheFolder = () =>
  process.env.DVT_COMPAT_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'dvt-compat');

/**
 * Opens a session: first the engines and what users write, whose mistakes are reported at once, then what takes time to start.
 * @throws Problem when an engine, the database or the configuration cannot be used; nothing stays open then.
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
  const pair = [reference, candidate].map(({ lock }) => lock.slice(0, 12)).join('-');
  const timings = await readTimings(path.join(cache, 'timings', `${pair}.json`));
  const version = observingVersion(root);
  const references = options.noCache
    ? undefined
    : { cache: openReferenceCache(path.join(cache, 'references'), config.references_mib), version };
  const runtime = await openRuntime({
    ...{ engines, config, projects, cache, cold, signal, say },
    ...{ database: options.database, runId: id },
  });
  const close = once(async () => {
    await Promise.all([runtime.close(), timings.keep(), references?.cache.prune()]);
  });
  await mkdir(out, { recursive: true }).catch(async (error) => {
    await close();
    throw error;
  });
  const confirmations = openConfirmations(runtime.retire, say);
  const state = stateProvider({
    ...{ ...runtime, reference, version, projects, cache, say },
    blame: (what, why) => confirmations.invented({ case: what, side: 'reference', places: [why] }, reference),
  });
  return {
    ...{ ...runtime, ...engines, id, started, out, version, state, references, timings, say, close },
    ...{ expectations, expect: expecting(expectations), confirmations },
    shownWithout: new Map(),
    harnessVersion: versionOf(root),
  };
}

/** Sortable by time, unique on this machine: `20261121-071500-1234`. */
export const runId = (at: Date) =>
  `${at.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-${process.pid}`;
