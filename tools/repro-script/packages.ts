/** The packages that an engine is installed with, in a form that a script can install. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { InstalledEngine } from '../../src/engines/engine.ts';
import { runUv } from '../../src/engines/uv.ts';

export interface Packages {
  /** Python it is locked for: `3.11`. */
  readonly python: string;
  /** One exact version a line, with all each of them needs. */
  readonly requirements: string;
}

/** Reads an engine's lock. @throws UvFailure when uv cannot read it; the signal's reason when aborted. */
export async function packagesOf(engine: InstalledEngine, signal: AbortSignal): Promise<Packages> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dvt-compat-lock-'));
  try {
    const file = path.join(folder, 'requirements.txt');
    const plain = ['--no-hashes', '--no-header', '--no-annotate', '--no-emit-project'];
    await runUv(['export', '--quiet', '--frozen', ...plain, '--output-file', file], engine.root, signal);
    const project = await readFile(path.join(engine.root, 'pyproject.toml'), 'utf8');
    return {
      python: /^requires-python = "==(\d+\.\d+)/m.exec(project)?.[1] ?? '3',
      requirements: withoutPlatform(await readFile(file, 'utf8')),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The lock names its platform for each package, but most packages have the same version on other platforms. */
const withoutPlatform = (requirements: string) =>
  requirements.replaceAll(/ (?:;|and) sys_platform == '\w+'$/gm, '');
