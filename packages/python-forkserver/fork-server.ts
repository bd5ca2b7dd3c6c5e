/** A fork server: a process that has imported a Python console script and forks for each step (`python/host.py`). */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { listenForSteps } from './step-streams.ts';

const program = fileURLToPath(new URL('python/host.py', import.meta.url));

/** Started by a step in place of a script that another fork server runs; not a process of the step's own. */
export const relayProgram = fileURLToPath(new URL('python/host_relay.py', import.meta.url));

/** How long a step that has ended may take to connect its output, which it does right at its start. */
const connectTimeoutMs = 2_000;

export interface ForkServerOptions {
  /** What messages call the script. */
  readonly name: string;
  /** The interpreter of the script. */
  readonly python: string;
  /** Absolute path of the console script. */
  readonly script: string;
  /**
   * The whole environment of the server. A step in which a variable differs that is read before or by the import is refused.
   * Without a locale, the interpreter sets `LC_CTYPE` in the server.
   */
  readonly env: Readonly<Record<string, string>>;
  /** An existing folder: working directory of the server, place of its sockets; a short path. */
  readonly folder: string;
  /** File where the server stores what it learned for the next one of the same script. */
  readonly learned: string;
  /**
   * A variable by which the processes of a step are recognised: the system shows its value in the environment of the step, not
   * that of the server. The value in each step is as long as in the server.
   */
  readonly marker: string;
  /** Steps start this other script of the same installation. */
  readonly onScript?: (name: string) => void;
  /** A step of another server started the script, and it was not forked here for this reason. */
  readonly onCold?: (reason: string) => void;
}

/** One start of the script. */
export interface Step {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** `relays` of other servers by the absolute path of their script: where the step starts such a script, they fork it. */
  readonly relays?: Readonly<Record<string, string>>;
  /** So many steps will follow that the server computes all it can in advance before the second one. */
  readonly many?: boolean;
}

export interface Forked {
  /** Leader of a session of its own. */
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** How the step ended; rejects when the server exits before. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Why a script or a step cannot be forked and has to be started normally. */
export interface Refused {
  readonly refused: string;
}

export interface ForkServer {
  readonly pid: number;
  /** Resolves when the script is imported, or with the reason why it cannot be forked. */
  readonly ready: Promise<Refused | undefined>;
  /** Rejects when the server exits: what its steps do is no longer known. */
  readonly lost: Promise<never>;
  /** Socket where steps of other servers have the script started. */
  readonly relays: string;
  /** Starts a step, once the server is ready. Rejects when the server exits. */
  fork(step: Step): Promise<Forked | Refused>;
  /** Ends the server. Steps that still run are not waited for. */
  close(): Promise<void>;
}

/** A line that the server writes. */
interface Message {
  readonly id?: string;
  readonly ready?: true;
  readonly unfit?: string;
  readonly pid?: number;
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly program?: string;
  readonly cold?: string;
}

/**
 * Starts a fork server.
 * @throws Error when the interpreter cannot be started.
 */
export async function openForkServer(options: ForkServerOptions): Promise<ForkServer> {
  const { name, python, script, env, folder, learned, marker, onScript, onCold } = options;
  const streams = await listenForSteps(path.join(folder, 'streams'));
  const relays = path.join(folder, 'relays');
  const child = execa(python, [program, script, learned, relays, marker], {
    cwd: folder,
    env,
    extendEnv: false,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    buffer: false,
    encoding: 'buffer',
    reject: false,
  });
  const { pid } = child;
  if (pid === undefined) {
    streams.close();
    throw new Error((await child).shortMessage);
  }
  let alive = true;
  const gone = child.then(({ shortMessage }) => {
    alive = false;
    return shortMessage ?? 'it exited';
  });
  const lost = gone.then((reason): never => {
    throw new Error(`The warm host of ${name} exited: ${reason}`);
  });
  lost.catch(() => undefined); // callers need not listen

  // The server itself prints nothing, but what it is killed by may.
  for (const stream of [child.stdout, child.stderr]) stream.resume();
  const control = child.nodeChildProcess.stdio[3] as Socket;
  const messages = readline.createInterface({ input: control });
  // `gone` tells that the server has ended. The reader passes on errors of its input.
  for (const broken of [control, messages]) broken.on('error', () => {});
  const answers = new Map<string, (message: Message) => void>();
  const ends = new Map<string, (message: Message) => void>();
  messages.on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.program !== undefined) return onScript?.(message.program);
    if (message.cold !== undefined) return onCold?.(message.cold);
    const { id = '' } = message;
    const receivers = 'code' in message ? ends : answers;
    receivers.get(id)?.(message);
    receivers.delete(id);
  });
  const messageIn = (receivers: typeof answers, id: string) =>
    new Promise<Message>((resolve) => receivers.set(id, resolve));

  return {
    pid,
    ready: Promise.race([
      messageIn(answers, '').then(({ unfit }) => (unfit === undefined ? undefined : { refused: unfit })),
      gone.then((reason) => ({ refused: reason })),
    ]),
    lost,
    relays,
    async fork({ argv, cwd, env, relays: hosts = {}, many = false }) {
      if (!alive) return { refused: 'its warm host exited' };
      const id = randomBytes(8).toString('hex');
      const ended = messageIn(ends, id);
      const { stdout, stderr } = streams.expect(id);
      const answer = messageIn(answers, id);
      control.write(`${JSON.stringify({ id, argv, cwd, env, streams: streams.path, hosts, many })}\n`);
      const { unfit, pid } = await Promise.race([answer, lost]);
      if (unfit !== undefined || pid === undefined) {
        ends.delete(id);
        streams.forget(id);
        return { refused: unfit ?? '' };
      }
      // A step that was killed before it connected has no output.
      const none = ended.then(() => sleep(connectTimeoutMs, Readable.from([]), { ref: false }));
      return {
        pid,
        stdout: await Promise.race([stdout, none, lost]),
        stderr: await Promise.race([stderr, none, lost]),
        ended: Promise.race([ended, lost]).then(({ code = null, signal = null }) => ({ code, signal })),
      };
    },
    async close() {
      control.end();
      child.kill('SIGTERM');
      await gone;
      streams.close();
    },
  };
}
