/** Runs uv. */
import { randomBytes } from 'node:crypto';
import { execa } from 'execa';
import { compat } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import { markVariable, processTree } from '../process/process-tree.ts';

/** uv failed; `output` is what it printed. */
export class UvFailure extends Error {
  readonly output: string;
  constructor(output: string) {
    super('uv failed');
    this.output = output;
  }
}

/** Variables that would make uv build another environment. */
const excluded =
  /^(VIRTUAL_ENV|CONDA_PREFIX|PYTHONPATH|PYTHONHOME|UV_PROJECT.*|UV_WORKING_DIR.*|UV_FROZEN|UV_LOCKED)$/;

/**
 * Runs one uv command in a folder, with the user’s settings of uv (registry, proxy, certificates).
 * @throws UvFailure if it fails; Problem (environment) if there is no uv; the signal’s reason when aborted, after uv and all
 * processes that it started have ended.
 */
export async function runUv(args: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const mark = randomBytes(8).toString('hex');
  const inherited = Object.entries(process.env).filter(([name]) => !excluded.test(name));
  const child = execa(process.env.DVT_COMPAT_UV || 'uv', args, {
    cwd,
    env: {
      ...Object.fromEntries(inherited),
      // Its output is read by a program, and dates without a time are in UTC everywhere in dvt-compat.
      ...{ NO_COLOR: '1', UV_NO_PROGRESS: '1', TZ: 'UTC', LC_ALL: 'C.UTF-8' },
      // A prompt for a password would not be visible, and wait forever.
      GIT_TERMINAL_PROMPT: '0',
      [markVariable]: mark,
    },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    reject: false,
  });
  const { pid } = child;
  if (pid === undefined) throw noUv((await child).cause);
  let killed: Promise<boolean> | undefined;
  const end = () => {
    killed = processTree(pid, mark).kill();
  };
  signal.addEventListener('abort', end, { once: true });
  const { failed, stderr } = await child;
  signal.removeEventListener('abort', end);
  await killed;
  signal.throwIfAborted();
  if (failed) throw new UvFailure(stderr);
}

function noUv(cause: unknown): Problem {
  return new Problem(
    'environment',
    'uv not found',
    cause instanceof Error ? cause.message : 'It cannot be started.',
    `Start with \`${compat} run\`, which installs uv, or put uv on PATH.`,
    cause,
  );
}
