/** Starts steps by forking a warm host of the engine if possible, and cold otherwise. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  type ForkServer,
  type ForkServerOptions,
  openForkServer,
  type Refused,
} from '../../packages/python-forkserver/fork-server.ts';
import { debugOf } from './debug.ts';
import { engineEnvironment, stepEnvironment } from './environment.ts';
import type { Exit, Limits, Program, Start } from './invocation.ts';
import { watchLimits } from './limits.ts';
import { killOnExit, markVariable, processTree } from './process-tree.ts';
import { startCold } from './start-cold.ts';

const debug = debugOf('host');

/** Warm hosts of a session: one for each engine and for each script that its steps start, opened when first needed. */
export interface Hosts {
  readonly start: Start;
  /** Begins to open the host of an engine that will be needed. */
  prepare(engine: Program): void;
  /** Says how many steps will follow, which decides what is worth computing in advance. */
  announce(steps: number): void;
  /** Whether steps of an engine may be forked from a host, as far as is known yet. */
  isHosted(engine: Program): boolean;
  /** Stops using the hosts of an engine and of the scripts in its environment: later steps start cold. */
  retire(engine: Program): void;
  /** Ends all hosts. */
  end(): Promise<void>;
}

/**
 * With so many steps it pays that a host computes in advance what each step would compute in part, and that the scripts
 * that steps start get hosts of their own at once.
 */
const many = 8;

/**
 * @param folder where hosts have their homes; made when needed.
 * @param limits what an engine may use while it is imported.
 * @param say is told, once for each reason, why something is started cold.
 */
export function openHosts(folder: string, limits: Limits, say: (text: string) => void): Hosts {
  const stop = new AbortController();
  /** By program; undefined for a program that cannot be hosted. */
  const hosts = new Map<string, Promise<ForkServer | undefined>>();
  const said = new Set<string>();
  const prepared: Program[] = [];
  let announced = 0;
  const sayOnce = (text: string) => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  /** Hosts that can fork, by program. */
  const ready = new Map<string, ForkServer>();
  /** `bin` folders of the engines whose hosts are no longer used. */
  const retired = new Set<string>();
  const isRetired = ({ program }: Program) => retired.has(path.dirname(program));
  /** Programs that cannot be hosted. */
  const unfit = new Set<string>();
  const hostOf = (engine: Program) => {
    const { program } = engine;
    const found = hosts.get(program) ?? open(engine, path.join(folder, String(hosts.size)));
    hosts.set(program, found);
    return found;
  };

  async function open(engine: Program, home: string): Promise<ForkServer | undefined> {
    // A program that we did not install may be anything, and may change while the host keeps what it imported.
    if (stop.signal.aborted || !engine.root || isRetired(engine)) return undefined;
    const host = await openHost({
      engine,
      home,
      learned: learnedFile(engine.root, path.basename(engine.program)),
      limits,
      signal: stop.signal,
      onScript: (name) => void serve(siblingOf(engine, name)),
      onCold: (reason) => sayOnce(`${nameOf(engine)}: some steps are started cold: ${reason}`),
    });
    if (!('refused' in host)) {
      ready.set(engine.program, host);
      host.lost.catch(() => ready.delete(engine.program));
      return host;
    }
    unfit.add(engine.program);
    if (!stop.signal.aborted) say(`${nameOf(engine)}: all steps are started cold: ${host.refused}`);
    return undefined;
  }

  /** Has a host run a script that steps start, until that host exits. */
  async function serve(script: Program): Promise<void> {
    const host = await hostOf(script).catch(() => undefined);
    await host?.lost.catch(({ message }: Error) => {
      if (!stop.signal.aborted) sayOnce(`${nameOf(script)}: further steps are started cold. ${message}`);
    });
  }

  return {
    async start(invocation, mark) {
      const { engine, argv, cwd, env } = invocation;
      if (isRetired(engine)) {
        debug('%s starts cold: its host showed something else than a cold start', mark);
        return startCold(invocation, mark);
      }
      if (!ready.has(engine.program)) debug('%s waits for the host of %s', mark, engine.program);
      const host = await unlessAborted(hostOf(engine), invocation.signal);
      if (host === undefined) return startCold(invocation, mark);
      const own = [...ready].filter(([program]) => path.dirname(program) === path.dirname(engine.program));
      const forked = await host.fork({
        argv,
        cwd,
        env: { ...engineEnvironment(engine, env), [markVariable]: mark },
        relays: Object.fromEntries(own.map(([program, { relays }]) => [program, relays])),
        many: announced >= many,
      });
      if ('refused' in forked) {
        debug('%s starts cold: %s', mark, forked.refused);
        sayOnce(`${engine.command}: some steps are started cold: ${forked.refused}`);
        return startCold(invocation, mark);
      }
      debug('%s is forked from host %d as %d', mark, host.pid, forked.pid);
      // The step fails with the hosts of the scripts that it starts, too.
      const ended = Promise.race([forked.ended, ...own.map(([, { lost }]) => lost)]);
      return { ...forked, ended, warm: true };
    },
    prepare(engine) {
      if (engine.root) prepared.push(engine);
      void hostOf(engine).catch(() => undefined);
    },
    announce(steps) {
      announced = steps;
      // Until its host is ready, a script is loaded each time it is started: up to four times in a step.
      if (steps < many) return;
      for (const engine of prepared)
        void scriptsStartedBefore(engine).then((names) =>
          names.map((name) => serve(siblingOf(engine, name))),
        );
    },
    isHosted: (engine) => Boolean(engine.root) && !isRetired(engine) && !unfit.has(engine.program),
    retire(engine) {
      // Steps that still run in these hosts go on.
      retired.add(path.dirname(engine.program));
    },
    async end() {
      stop.abort();
      await Promise.all([...hosts.values()].map(async (host) => (await host)?.close()));
    },
  };
}

/**
 * Opens the fork server of a program, limits what it may use while it imports the program, and waits for that.
 * @param home created here; home, working directory and sockets of the host.
 */
async function openHost({
  engine,
  home,
  limits,
  signal,
  ...options
}: Pick<ForkServerOptions, 'learned' | 'onScript' | 'onCold'> & {
  readonly engine: Program;
  readonly home: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}): Promise<ForkServer | Refused> {
  const folders = { home: path.join(home, 'home'), temp: path.join(home, 'tmp') };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  // A mark of its own: a run that ends early kills all processes with its marks, but not the hosts of other runs.
  const mark = randomBytes(8).toString('hex');
  const host = await openForkServer({
    name: engine.spec,
    python: path.join(path.dirname(engine.program), 'python'),
    script: engine.program,
    env: { ...engineEnvironment(engine, stepEnvironment({ ...folders, env: {} })), [markVariable]: mark },
    folder: home,
    marker: markVariable,
    ...options,
  }).catch((error: Error) => ({ refused: error.message }));
  if ('refused' in host) return host;
  debug('host %d imports %s', host.pid, engine.program);
  const tree = processTree(host.pid, mark);
  void host.lost.catch(killOnExit(tree));
  let exceeded: Exit['limit'] = null;
  const stopWatching = watchLimits(tree, limits, (limit) => {
    exceeded = limit;
    void tree.kill();
  });
  const refused = await Promise.race([
    host.ready,
    once(signal, 'abort').then(() => ({ refused: 'it was stopped' })),
  ]);
  stopWatching();
  if (refused === undefined) {
    debug('host %d is ready', host.pid);
    return host;
  }
  debug('host %d is not used: %s', host.pid, refused.refused);
  await host.close();
  return exceeded === null ? refused : { refused: `importing it exceeds a limit: ${exceeded}` };
}

/** What the host of a script learned is stored with the installation. */
const learnedFile = (root: string, script: string) => path.join(root, `ahead-${script}.json`);

/** Other scripts of the installation that had a host in an earlier run because steps started them. */
async function scriptsStartedBefore({ root = '', program }: Program): Promise<readonly string[]> {
  const names = await readdir(root).catch(() => []);
  return names
    .flatMap((name) => /^ahead-(.+)\.json$/.exec(name)?.[1] ?? [])
    .filter((script) => script !== path.basename(program));
}

/** A script of the same installation, as a program of its own. */
const siblingOf = (engine: Program, name: string): Program => ({
  ...engine,
  program: path.join(path.dirname(engine.program), name),
});

const nameOf = ({ spec, program, command }: Program) =>
  path.basename(program) === command ? spec : `${path.basename(program)} of ${spec}`;

/** Waits for something that others need as well, so it goes on. @throws the signal's reason when aborted before. */
async function unlessAborted<T>(what: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal }),
  );
  return Promise.race([what, aborted]).finally(() => over.abort());
}
