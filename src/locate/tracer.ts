/** coverage.py for the Python of an engine, installed outside its environment. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { readFailure } from '../engines/build-failure.ts';
import type { Engine } from '../engines/engine.ts';
import { pythonOf } from '../engines/locations.ts';
import { runUv, UvFailure } from '../engines/uv.ts';
import { makeFolder, writeAtomically } from '../files/atomic.ts';

/** The tracer must be able to say which lines ran; later versions may prefer another way of tracing. */
const requirement = 'coverage==7.17.5';
const hook = fileURLToPath(new URL('sitecustomize.py', import.meta.url));
const variable = 'COMPAT_TRACE';

export interface Tracer {
  /** Folder with a folder for each version of Python. */
  readonly folder: string;
  /** The one of the engine's Python. */
  readonly library: string;
  /** Folder of the module that Python imports when it starts; a copy, as Python writes what it compiles next to it. */
  readonly hook: string;
}

/**
 * Installs the tracer unless it is there.
 * @param cache the cache folder of dvt-compat.
 * @throws Problem when it cannot be installed.
 */
export async function provideTracer(
  engine: Engine,
  cache: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<Tracer> {
  const folder = path.join(cache, 'tracers', requirement.replace('==', '-'));
  const python = pythonOf(engine);
  const ask = 'import sys; print(sys.implementation.cache_tag)';
  const { stdout: tag } = await execa(python, ['-I', '-c', ask]);
  const library = path.join(folder, tag);
  const tracer = { folder, library, hook: await copyHook(folder) };
  if (await isThere(library)) return tracer;
  say(`installing ${requirement}`);
  const install = ['pip', 'install', '--python', python, '--target'];
  await makeFolder(library, (work) => runUv([...install, work, '--', requirement], folder, signal)).catch(
    (error) => {
      throw error instanceof UvFailure ? readFailure(requirement, error.output) : error;
    },
  );
  return tracer;
}

async function copyHook(folder: string): Promise<string> {
  const copy = path.join(folder, 'hook', path.basename(hook));
  await writeAtomically(copy, await readFile(hook, 'utf8'));
  return path.dirname(copy);
}

const isThere = (folder: string) =>
  stat(folder).then(
    () => true,
    () => false,
  );

/**
 * The environment in which all Python processes of a step are traced.
 * @param into existing folder that receives a file for each process.
 * @param include globs of the files to trace.
 */
export function tracingEnvironment(
  engine: Engine,
  tracer: Tracer,
  into: string,
  include: readonly string[],
): Readonly<Record<string, string>> {
  const own = engine.env.PYTHONPATH;
  return {
    PYTHONPATH: own === undefined ? tracer.hook : `${tracer.hook}${path.delimiter}${own}`,
    [variable]: JSON.stringify({ into, tracers: tracer.folder, include }),
  };
}
