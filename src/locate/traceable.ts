/** Which files of an engine can be traced, and what they are called. */
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';
import { ownFiles } from '../findings/suspects/own-files.ts';

export interface Traceable {
  /** Globs of the files: those of the engine's own packages, of dbt and of its adapters. */
  readonly include: readonly string[];
  /** Name of a file, relative to where packages are imported from. */
  readonly nameOf: (file: string) => string;
  /** Own modules that are compiled: nothing in them can be traced. */
  readonly compiled: readonly string[];
}

/**
 * Checks whether anything of an engine can be traced.
 * @param modules names of its own modules.
 * @throws Problem (usage) if it has no sources.
 */
export function refuseWithoutSources(
  { spec, release }: Pick<Engine, 'spec' | 'release'>,
  modules: readonly string[],
): void {
  const why =
    release === ''
      ? 'It is a program, so its code is unknown. Only engines that are installed from Python packages can be traced.'
      : modules.length > 0 && modules.every((name) => isCompiled(name) || name.endsWith('__init__.py'))
        ? `Compiled modules cannot be traced, and all of its modules are compiled: ${modules.filter(isCompiled).join(', ')}.`
        : undefined;
  if (why === undefined) return;
  const remedy =
    'Compare a package or a checkout that contains sources: dbt-core==1.12.6 or path:../dvt/core.';
  throw new Problem('usage', `${spec} cannot be traced`, why, remedy);
}

const isCompiled = (name: string) => !name.endsWith('.py');

export async function traceableIn(engine: Engine): Promise<Traceable> {
  const names = (await ownFiles(engine)).map(([name]) => name);
  refuseWithoutSources(engine, names);
  const own = new Set(names.map((name) => name.split('/')[0] ?? ''));
  const places = engine.locations.flatMap(([place, placeholder]): readonly [string, string][] => {
    const [, name] = /^\{packages\}\/?(.*)$/.exec(placeholder) ?? [];
    return name === undefined ? [] : [[place, name]];
  });
  return {
    include: [
      ...new Set(
        places.flatMap(([place, name]) =>
          name ? [`${place}/**/*`] : [...own, 'dbt', 'dbt_*'].map((top) => `${place}/${top}/**/*`),
        ),
      ),
    ],
    nameOf: namer(places),
    compiled: names.filter(isCompiled),
  };
}

/** The innermost place counts: one may lie in another. */
function namer(places: readonly (readonly [string, string])[]): (file: string) => string {
  const inner = places.toSorted(([a], [b]) => b.length - a.length);
  return (file) => {
    const [place = '', name = ''] = inner.find(([each]) => file.startsWith(`${each}/`)) ?? [];
    return path.posix.join(name, file.slice(place.length + 1));
  };
}
