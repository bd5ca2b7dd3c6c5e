import path from 'node:path';
import type { Invocation } from '../../src/process/invocation.ts';

/** The installed uv, with its package cache. */
export interface Uv {
  readonly program: string;
  readonly cache: string;
}

/** Makes uv as fast as it can be: offline, with a filled cache. */
export const uvVariables = ({ cache }: Uv) => ({ UV_CACHE_DIR: cache, UV_OFFLINE: '1' });
/** Arguments of uv that run a command of a project without installing anything. */
export const runIn = (project: string) => ['run', '--project', project, '--no-sync'];

/** An invocation as the script of a user makes it, with `uv run`. A program without a uv project is started directly. */
export function throughUv<I extends Pick<Invocation, 'engine' | 'argv'>>(invocation: I, uv: Uv): I {
  const { engine, argv } = invocation;
  if (!engine.root) return invocation;
  return {
    ...invocation,
    engine: {
      ...engine,
      program: uv.program,
      path: (process.env.PATH ?? '').split(path.delimiter),
      env: { ...engine.env, ...uvVariables(uv) },
    },
    argv: [...runIn(engine.root), engine.command, ...argv],
  };
}
