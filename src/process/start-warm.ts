/** Starts steps from a warm host where the engine can be hosted, cold where it cannot. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine, InstalledEngine } from '../engines/engine.ts';
import { type Host, scriptsStartedBefore, startHost } from './host.ts';
import type { Limits } from './invocation.ts';
import type { Start } from './start.ts';
import { startCold } from './start-cold.ts';

/** Warm hosts of a session: one for each engine and for each script that its steps start, begun when first needed. */
export interface Hosts {
  readonly start: Start;
  /** Begins to start the host of an engine that will be needed. */
  prepare(engine: Engine): void;
  /** Says how many steps are to come, so that hosts know what is worth their while. */
  announce(steps: number): void;
  /** Whether steps of an engine may be forked from a host, as far as is known yet. */
  isHosted(engine: Engine): boolean;
  /** Stops using the hosts of an engine and of the scripts in its environment: later steps start cold. */
  retire(engine: Engine): void;
  /** Ends all hosts. */
  end(): Promise<void>;
}

/**
 * Steps from which on it pays that a host first computes what they may need, each of which would do so in part, and that
 * there are hosts of scripts which they may start.
 */
const many = 8;

/**
 * @param folder where hosts have their homes; made when needed.
 * @param limits what an engine may use while it is imported.
 * @param say is told, once for each reason, why something is started cold.
 */
export function openHosts(folder: string, limits: Limits, say: (text: string) => void): Hosts {
  const stop = new AbortController();
  const hosts = new Map<string, Promise<Host | undefined>>();
  const said = new Set<string>();
  const prepared: InstalledEngine[] = [];
  let announced = 0;
  const sayOnce = (text: string) => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  /** Those that are ready, by the program they are of. */
  const ready = new Map<string, Host>();
  /** `bin` folders of the engines whose hosts are no longer used. */
  const retired = new Set<string>();
  const isRetired = ({ program }: Engine) => retired.has(path.dirname(program));
  /** Programs that turned out not to be hostable. */
  const unfit = new Set<string>();
  const hostOf = (engine: Engine) => {
    const { program } = engine;
    const found = hosts.get(program) ?? open(engine, path.join(folder, String(hosts.size)));
    hosts.set(program, found);
    return found;
  };

  async function open(engine: Engine, home: string): Promise<Host | undefined> {
    // A program we did not install may be anything, and may change while the host keeps what it was.
    if (stop.signal.aborted || engine.kind === 'program' || isRetired(engine)) return undefined;
    await mkdir(home, { recursive: true });
    const host = await startHost(engine, home, limits, stop.signal, {
      starts: (name) => void serve(beside(engine, name)),
      cold: (why) => sayOnce(`${nameOf(engine)}: some steps are started cold: ${why}`),
    });
    if (!('unfit' in host)) {
      ready.set(engine.program, host);
      host.lost.catch(() => ready.delete(engine.program));
      return host;
    }
    unfit.add(engine.program);
    if (!stop.signal.aborted) say(`${nameOf(engine)}: all steps are started cold: ${host.unfit}`);
    return undefined;
  }

  /** Has a script that steps start run by a host as long as there is one. */
  async function serve(script: Engine): Promise<void> {
    const host = await hostOf(script).catch(() => undefined);
    await host?.lost.catch(({ message }: Error) => {
      if (!stop.signal.aborted) sayOnce(`${nameOf(script)}: further steps are started cold. ${message}`);
    });
  }

  return {
    async start(invocation, mark) {
      const { engine } = invocation;
      if (isRetired(engine)) return startCold(invocation, mark);
      const host = await unlessAborted(hostOf(engine), invocation.signal);
      const own = [...ready].filter(([program]) => path.dirname(program) === path.dirname(engine.program));
      const relays = Object.fromEntries(own.map(([program, other]) => [program, other.relays]));
      const started = await host?.fork(invocation, mark, relays, announced >= many);
      // What the step has run by another host goes with that.
      const lost = own.map(([, other]) => other.lost);
      if (started && !('unfit' in started))
        return { ...started, ended: Promise.race([started.ended, ...lost]) };
      if (started) sayOnce(`${engine.command}: some steps are started cold: ${started.unfit}`);
      return startCold(invocation, mark);
    },
    prepare(engine) {
      if (engine.kind === 'installed') prepared.push(engine);
      void hostOf(engine).catch(() => undefined);
    },
    announce(steps) {
      announced = steps;
      // Until its host is there, a script is loaded anew each time it is started: up to four times in a step.
      if (steps < many) return;
      for (const engine of prepared)
        void scriptsStartedBefore(engine).then((names) => names.map((name) => serve(beside(engine, name))));
    },
    isHosted: (engine) => engine.kind === 'installed' && !isRetired(engine) && !unfit.has(engine.program),
    retire(engine) {
      // Steps that still run in these hosts go on.
      retired.add(path.dirname(engine.program));
    },
    async end() {
      stop.abort();
      await Promise.all([...hosts.values()].map(async (host) => (await host)?.end()));
    },
  };
}

/** A script of the same installation, as an engine of its own. */
const beside = (engine: Engine, name: string): Engine => ({
  ...engine,
  program: path.join(path.dirname(engine.program), name),
});

const nameOf = ({ spec, program, command }: Engine) =>
  path.basename(program) === command ? spec : `${path.basename(program)} of ${spec}`;

/** Waits for something that somebody else will need all the same. @throws the signal's reason when aborted before. */
async function unlessAborted<T>(what: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal }),
  );
  return Promise.race([what, aborted]).finally(() => over.abort());
}
