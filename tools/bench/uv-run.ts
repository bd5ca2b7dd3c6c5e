/** An engine as a user's script starts it. */
import path from 'node:path';
import type { Engine } from '../../src/engines/engine.ts';

export interface UvRun {
  /** The engine with uv for its program. */
  readonly engine: Engine;
  /** Arguments of uv before the command; none if the engine is started without uv. */
  readonly before: readonly string[];
  /** The engine's command as an argument of uv. */
  readonly command: readonly string[];
}

/**
 * `uv run --no-sync` in the engine's own uv project, as fast as uv can be: offline, with a filled cache, installing nothing.
 * A program without a uv project is started directly.
 */
export function uvRun(engine: Engine, uv: string, uvCache: string): UvRun {
  if (engine.root === '') return { engine, before: [], command: [] };
  return {
    engine: {
      ...engine,
      program: uv,
      path: (process.env.PATH ?? '').split(path.delimiter),
      env: { ...engine.env, UV_CACHE_DIR: uvCache, UV_OFFLINE: '1' },
    },
    before: ['run', '--project', engine.root, '--no-sync'],
    command: [engine.command],
  };
}
