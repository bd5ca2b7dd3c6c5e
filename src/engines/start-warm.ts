/** Starts steps from a warm host where the engine can be hosted, cold where it cannot. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from './engine.ts';
import { type Host, startHost } from './host.ts';
import type { Limits } from './invocation.ts';
import type { Start } from './start.ts';
import { startCold } from './start-cold.ts';

/** Warm hosts of a session: one for each engine, started when first needed. */
export interface Hosts {
  readonly start: Start;
  /** Begins to start the host of an engine that will be needed. */
  prepare(engine: Engine): void;
  /** Ends all hosts. */
  end(): Promise<void>;
}

/**
 * @param folder where hosts have their homes; made when needed.
 * @param limits what an engine may use while it is imported.
 * @param say is told, once for each reason, why something is started cold.
 */
export function openHosts(folder: string, limits: Limits, say: (text: string) => void): Hosts {
  const stop = new AbortController();
  const hosts = new Map<string, Promise<Host | undefined>>();
  const said = new Set<string>();
  const sayOnce = (text: string) => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  const hostOf = (engine: Engine) => {
    const found =
      hosts.get(engine.program) ??
      open(engine, path.join(folder, String(hosts.size)), limits, stop.signal, sayOnce);
    hosts.set(engine.program, found);
    return found;
  };
  return {
    async start(invocation, mark) {
      const { engine } = invocation;
      const host = await unlessAborted(hostOf(engine), invocation.signal);
      const started = await host?.fork(invocation, mark);
      if (started && !('unfit' in started)) return started;
      if (started) sayOnce(`${engine.command} is started cold where ${started.unfit}`);
      return startCold(invocation, mark);
    },
    prepare: (engine) => void hostOf(engine).catch(() => undefined),
    async end() {
      stop.abort();
      await Promise.all([...hosts.values()].map(async (host) => (await host)?.end()));
    },
  };
}

async function open(
  engine: Engine,
  folder: string,
  limits: Limits,
  stopped: AbortSignal,
  say: (text: string) => void,
): Promise<Host | undefined> {
  if (stopped.aborted) return undefined;
  // A program we did not install may be anything, and may change while the host keeps what it was.
  if (engine.root === '') return undefined;
  await mkdir(folder, { recursive: true });
  const host = await startHost(engine, folder, limits, stopped);
  if (!('unfit' in host)) return host;
  if (stopped.aborted) return undefined;
  say(`${engine.spec} is started cold each time: ${host.unfit}`);
  return undefined;
}

/** Waits for something that somebody else will need all the same. @throws the signal's reason when aborted before. */
async function unlessAborted<T>(what: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal }),
  );
  return Promise.race([what, aborted]).finally(() => over.abort());
}
