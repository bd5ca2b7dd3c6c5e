/** What is installed in a Python environment, read from its files because asking Python costs a process. */
import { access, constants, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'ini';
import { configFile } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import type { EngineSource } from './engine.ts';
import { type Location, namesIn, textOf } from './import-folders.ts';
import type { ChosenEngine } from './settings.ts';
import { normalName } from './spec.ts';

export interface Distribution {
  readonly name: string;
  readonly version: string;
  /** Console commands it provides. */
  readonly commands: readonly string[];
}

/**
 * Finds the engine’s own package in an environment: by the name in its spec, or by where it was installed from.
 * @param venv folder of the virtual environment.
 */
export async function findInstalled(venv: string, source: EngineSource): Promise<Distribution | undefined> {
  const library = path.join(venv, 'lib');
  const python = (await readdir(library)).find((name) => name.startsWith('python')) ?? '';
  const packages = path.join(library, python, 'site-packages');
  for (const folder of await readdir(packages)) {
    const found = parseDistInfo(folder);
    if (!found || !isFrom(source, found.name, await textOf(path.join(packages, folder, 'direct_url.json'))))
      continue;
    const entryPoints = parseEntryPoints(await textOf(path.join(packages, folder, 'entry_points.txt')));
    return { ...found, commands: Object.keys(entryPoints.console_scripts ?? {}) };
  }
  return undefined;
}

function isFrom(source: EngineSource, name: string, origin: string): boolean {
  if (source.kind === 'registry') return name === normalName(source.name);
  if (origin === '') return false;
  const { url } = JSON.parse(origin) as { url: string };
  if (source.kind === 'path') return url === pathToFileURL(source.path).href;
  return source.kind === 'git' && url.replace(/\.git$/, '') === source.url.replace(/\.git$/, '');
}

/** The groups of an `entry_points.txt`: what each name in them starts, such as `dbt.cli.main:cli`. */
export const parseEntryPoints = (text: string) =>
  parse(text) as Readonly<Record<string, Record<string, string>>>;

/** `dbt_core-1.12.6.dist-info` */
function parseDistInfo(folder: string): { readonly name: string; readonly version: string } | undefined {
  const [, name, version] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
  return name && version ? { name: normalName(name), version } : undefined;
}

/**
 * Path of the console command in an engine’s folder.
 * @throws Problem (usage) that names the commands there are.
 */
export async function findCommand(
  folder: string,
  { spec, settings: { command } }: ChosenEngine,
  { name, commands }: Distribution,
): Promise<string> {
  const program = path.join(folder, '.venv/bin', command);
  await access(program, constants.X_OK).catch(() => {
    throw new Problem(
      'usage',
      `${spec} has no command ${command}`,
      `The package ${name} provides ${commands.length > 0 ? commands.join(', ') : 'no command'}.`,
      `Set \`command:\` under \`families: ${name}:\` or for the engine in ${configFile}.`,
    );
  });
  return program;
}

/**
 * Installed packages and their versions, by their normal names.
 * @param locations of the engine; the first folder that contains a package counts, as it does for Python.
 */
export async function packagesIn(locations: readonly Location[]): Promise<Readonly<Record<string, string>>> {
  const folders = locations.filter(([, placeholder]) => placeholder === '{packages}');
  const names = (await Promise.all(folders.map(([folder]) => namesIn(folder)))).flat();
  const found = names.flatMap((name) => parseDistInfo(name) ?? []);
  const entries = found.map(({ name, version }) => [name, version] as const);
  return Object.fromEntries(entries.toReversed().toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
