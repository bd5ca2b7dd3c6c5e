/** An engine as a person’s script starts it. */
import path from 'node:path';
import type { Engine } from '../../src/engines/engine.ts';

export interface UvRun {
  /** The engine with uv for its program. */
  readonly engine: Engine;
  /** Arguments of uv that come before a command of the engine’s environment; none where it is started as it is. */
  readonly before: readonly string[];
  /** The engine’s command, where uv has to be told. */
  readonly command: readonly string[];
}

/**
 * `uv run --no-sync` in the engine’s own uv project, as quick as uv can be: it installs nothing, asks nobody and knows
 * its cache. A program that is in no uv project is started as it is.
 */
export function uvRun(engine: Engine, uv: string, uvCache: string): UvRun {
  if (engine.kind === 'program') return { engine, before: [], command: [] };
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
