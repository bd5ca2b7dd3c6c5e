/** What is installed in a virtual environment, read off its files: asking Python costs a process. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineSource } from './engine.ts';

export interface Distribution {
  readonly name: string;
  readonly version: string;
  /** Console commands it brings. */
  readonly commands: readonly string[];
}

/**
 * Finds the engine’s own package in an environment: by its name where the spec has it, otherwise by where it came from.
 * @param venv folder of the virtual environment.
 */
export async function findInstalled(venv: string, source: EngineSource): Promise<Distribution | undefined> {
  const library = path.join(venv, 'lib');
  const python = (await readdir(library)).find((name) => name.startsWith('python')) ?? '';
  const packages = path.join(library, python, 'site-packages');
  for (const folder of await readdir(packages)) {
    if (!folder.endsWith('.dist-info')) continue;
    const read = (file: string) => readFile(path.join(packages, folder, file), 'utf8').catch(() => '');
    const [, name = '', version = ''] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
    if (!isFrom(source, name, await read('direct_url.json'))) continue;
    return { name: normalName(name), version, commands: commandsIn(await read('entry_points.txt')) };
  }
  return undefined;
}

function isFrom(source: EngineSource, name: string, origin: string): boolean {
  if (source.kind === 'registry') return normalName(name) === normalName(source.name);
  if (origin === '') return false;
  const { url } = JSON.parse(origin) as { url: string };
  if (source.kind === 'path') return url === pathToFileURL(source.path).href;
  return source.kind === 'git' && url.replace(/\.git$/, '') === source.url.replace(/\.git$/, '');
}

function commandsIn(entryPoints: string): readonly string[] {
  const [, section = ''] = /^\[console_scripts\]$([^[]*)/m.exec(entryPoints) ?? [];
  return [...section.matchAll(/^\s*([^\s=]+)\s*=/gm)].map(([, command]) => command ?? '');
}

/** The name of a package as registries compare it: `Dbt_Core` is `dbt-core`. */
export const normalName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');
