/** Whom a file of the suite is about. */
import picomatch from 'picomatch';
import type { Engine } from '../engines/engine.ts';

/**
 * @param glob over the engine's spec, or over the package and version that are installed: a checkout has a path of its
 * own on each machine, and `dvt-core==1.12.106` on all of them.
 */
export const isAbout = ({ spec, release }: Pick<Engine, 'spec' | 'release'>, glob: string): boolean =>
  [spec, release].some((name) => picomatch.isMatch(name, glob, { bash: true }));
