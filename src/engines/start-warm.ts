/** Starts steps from a warm host where the engine can be hosted, cold where it cannot. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from './engine.ts';
import { type Host, startHost } from './host.ts';
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
 * @param say is told, once for each reason, why something is started cold.
 */
export function openHosts(folder: string, say: (text: string) => void): Hosts {
  const hosts = new Map<string, Promise<Host | undefined>>();
  const said = new Set<string>();
  const sayOnce = (text: string) => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  const hostOf = (engine: Engine) => {
    const found = hosts.get(engine.program) ?? open(engine, path.join(folder, String(hosts.size)), sayOnce);
    hosts.set(engine.program, found);
    return found;
  };
  return {
    async start(invocation, mark) {
      const { engine } = invocation;
      const started = await (await hostOf(engine))?.fork(invocation, mark);
      if (started && !('unfit' in started)) return started;
      if (started) sayOnce(`${engine.command} is started cold where ${started.unfit}`);
      return startCold(invocation, mark);
    },
    prepare: (engine) => void hostOf(engine).catch(() => undefined),
    async end() {
      await Promise.all([...hosts.values()].map(async (host) => (await host)?.end()));
    },
  };
}

async function open(engine: Engine, folder: string, say: (text: string) => void): Promise<Host | undefined> {
  // A program we did not install may be anything, and may change while the host keeps what it was.
  if (engine.root === '') return undefined;
  await mkdir(folder, { recursive: true });
  const host = await startHost(engine, folder);
  if (!('unfit' in host)) return host;
  say(`${engine.spec} is started cold each time: ${host.unfit}`);
  return undefined;
}
