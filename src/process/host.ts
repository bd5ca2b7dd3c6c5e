/** A warm host of one engine: a process that has imported it and forks for each step (`host/host.py`). */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { InstalledEngine } from '../engines/engine.ts';
import { engineEnvironment, stepEnvironment } from './environment.ts';
import type { Exit, Invocation, Limits } from './invocation.ts';
import { killOnExit } from './kill-on-exit.ts';
import { watchLimits } from './limits.ts';
import { markVariable, processTree } from './process-tree.ts';
import type { Started } from './start.ts';
import { listenForSteps } from './step-streams.ts';

const program = fileURLToPath(new URL('host/host.py', import.meta.url));
/** File beside the engine with the names of what steps of a program came to need, which its next host loads ahead. */
const learnedOf = ({ root, program }: InstalledEngine) =>
  path.join(root, `ahead-${path.basename(program)}.json`);

/** Other scripts of the installation that had a host in an earlier run, as steps started them: what these learned is there. */
export async function scriptsStartedBefore({ root, program }: InstalledEngine): Promise<readonly string[]> {
  const names = await readdir(root).catch(() => []);
  return names.flatMap((name) => {
    const script = /^ahead-(.+)\.json$/.exec(name)?.[1];
    return script === undefined || script === path.basename(program) ? [] : [script];
  });
}
/** Milliseconds after its end in which a step's connections, already made, are still to be noticed. */
const silence = 2_000;

/** What the host writes. */
interface Word {
  readonly id?: string;
  readonly ready?: true;
  /** Why something cannot be done the warm way. */
  readonly unfit?: string;
  readonly pid?: number;
  readonly code?: number | null;
  readonly signal?: string | null;
  /** Name of a script of the same installation that steps start. */
  readonly program?: string;
  /** Why the program was started cold by a step of another host. */
  readonly cold?: string;
}

/** What a host tells beside what it is asked. */
export interface Listener {
  /** Steps start this script of the same installation, which could have a host of its own. */
  readonly starts: (program: string) => void;
  /** Its program was started cold by a step of another host. */
  readonly cold: (why: string) => void;
}

export interface Host {
  /** Socket where steps of other hosts have its program run. */
  readonly relays: string;
  /** Rejects when it ends, and what it runs is lost. */
  readonly lost: Promise<never>;
  /**
   * Forks a step.
   * @param hosts `relays` of other hosts by the program they are of; steps that start one are relayed there.
   * @param many it is one of so many that the second waits until the host has computed what they are known to need.
   * @returns why it has to be started cold where that is so.
   */
  fork(
    invocation: Invocation,
    mark: string,
    hosts: Readonly<Record<string, string>>,
    many: boolean,
  ): Promise<Started | { readonly unfit: string }>;
  /** Ends the host; steps that still run are not waited for. */
  end(): Promise<void>;
}

/**
 * Starts a host.
 * @param folder made here; holds the host's own home and the socket its steps write to.
 * @param limits what the engine may use while it is imported.
 * @param signal gives up waiting for the import.
 * @param listener is told what comes to light while steps run.
 * @returns why the engine cannot be hosted where that is so.
 */
export async function startHost(
  engine: InstalledEngine,
  folder: string,
  limits: Limits,
  signal: AbortSignal,
  listener: Listener,
): Promise<Host | { readonly unfit: string }> {
  const [home, temp] = [path.join(folder, 'home'), path.join(folder, 'tmp')];
  await Promise.all([home, temp].map((name) => mkdir(name, { recursive: true })));
  const streams = await listenForSteps(path.join(folder, 'streams'));
  // Its own: whoever ends early kills all that bear a mark, and other runs on this machine have hosts too.
  const mark = randomBytes(8).toString('hex');
  const python = path.join(path.dirname(engine.program), 'python');
  const env = engineEnvironment(engine, stepEnvironment({ home, temp, env: {} }));
  const relays = path.join(folder, 'relays');
  const child = execa(python, [program, engine.program, learnedOf(engine), relays], {
    cwd: folder,
    env: { ...env, [markVariable]: mark },
    extendEnv: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    buffer: false,
    encoding: 'buffer',
    reject: false,
  });
  let alive = true;
  const gone = child.then(({ shortMessage }) => {
    alive = false;
    return shortMessage ?? 'it exited';
  });
  const tree = processTree(child.pid ?? 0, mark);
  const forget = killOnExit(tree);
  let over: Exit['limit'] = null;
  const stopWatching = watchLimits(tree, limits, (limit) => {
    over = limit;
    void tree.kill();
  });
  const control = child.nodeChildProcess.stdio[3] as Socket;
  const [waiting, ends] = [new Map<string, (word: Word) => void>(), new Map<string, (word: Word) => void>()];
  // The host itself prints nothing there, but what it is killed by may.
  for (const stream of [child.stdout, child.stderr]) stream.resume();
  if (control) {
    const words = readline.createInterface({ input: control });
    words.on('line', (line) => {
      const word = JSON.parse(line) as Word;
      if (word.program !== undefined) return listener.starts(word.program);
      if (word.cold !== undefined) return listener.cold(word.cold);
      const to = 'code' in word ? ends : waiting;
      to.get(word.id ?? '')?.(word);
      to.delete(word.id ?? '');
    });
    // It has ended: `gone` tells. The reader passes on what its input says, and would end us where nobody listens.
    for (const broken of [control, words]) broken.on('error', () => {});
  }
  const answer = (id: string) => new Promise<Word>((resolve) => waiting.set(id, resolve));
  const end = async () => {
    control?.end();
    child.kill('SIGTERM');
    await gone;
    forget();
    streams.close();
  };

  const first: Word = await Promise.race([
    answer(''),
    gone.then((why) => ({ unfit: over ? `importing it exceeds a limit: ${over}` : why })),
    once(signal, 'abort').then(() => ({ unfit: 'it was stopped' })),
  ]);
  stopWatching();
  if (first.unfit !== undefined) {
    await end();
    return { unfit: first.unfit };
  }

  const lost = gone.then((why): never => {
    throw new Error(`The warm host of ${engine.spec} exited: ${why}`);
  });
  // Who has nothing running there need not care.
  lost.catch(() => undefined);

  return {
    relays,
    lost,
    async fork({ argv, cwd, env, engine }, mark, hosts, many) {
      if (!alive) return { unfit: 'its warm host exited' };
      const request = {
        id: mark,
        argv,
        cwd,
        env: engineEnvironment(engine, env),
        mark,
        streams: streams.path,
        hosts,
        many,
      };
      const ended = new Promise<Word>((resolve) => ends.set(mark, resolve));
      const { stdout, stderr } = streams.expect(mark);
      const forked = answer(mark);
      control.write(`${JSON.stringify(request)}\n`);
      const { unfit, pid } = await Promise.race([forked, lost]);
      if (unfit !== undefined || pid === undefined) {
        ends.delete(mark);
        streams.forget(mark);
        return { unfit: unfit ?? '' };
      }
      // Killed before it connected, a step has no output.
      const silent = ended.then(() => sleep(silence, Readable.from([]), { ref: false }));
      return {
        pid,
        stdout: await Promise.race([stdout, silent, lost]),
        stderr: await Promise.race([stderr, silent, lost]),
        ended: Promise.race([ended, lost]).then(({ code = null, signal = null }) => ({ code, signal })),
        warm: true,
      };
    },
    end,
  };
}
