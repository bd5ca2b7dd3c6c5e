/** Which files are an engine's own code: those of its package, wherever that is installed. */

import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../../engines/engine.ts';
import { namesIn, textOf } from '../../engines/import-folders.ts';
import { parseEntryPoints } from '../../engines/installed.ts';

/** A module, relative to where packages are imported from, and where it is. */
export type OwnFile = readonly [name: string, file: string];

const isModule = (name: string) => /\.(py|so|pyd)$/.test(name) && !/(^|\/)(tests?|__pycache__)\//.test(name);

/** Modules of the package that an engine's release names; none for a plain program. */
export async function ownFiles({ release, locations }: Engine): Promise<readonly OwnFile[]> {
  const sites = locations.flatMap(([place, placeholder]) => (placeholder === '{packages}' ? [place] : []));
  const distribution = await distributionOf(release, sites);
  if (!distribution) return [];
  const listed = recorded(await textOf(path.join(distribution, 'RECORD')));
  if (listed.some(isModule))
    return sorted(listed.filter(isModule).map((name) => [name, path.join(path.dirname(distribution), name)]));
  const entries = parseEntryPoints(await textOf(path.join(distribution, 'entry_points.txt')));
  const targets = Object.values(entries).flatMap((group) => Object.values(group));
  const packages = [...new Set(targets.flatMap((target) => /^(\w+)[\w.]*:/.exec(target)?.[1] ?? []))];
  // What is installed next to the metadata of a checkout belongs to other packages, also where they share its namespace.
  const installed = await realpath(path.dirname(distribution));
  const real = await Promise.all(sites.map((site) => realpath(site).catch(() => site)));
  const others = sites.filter((_, index) => real[index] !== installed);
  const folders = packages.flatMap((name): readonly OwnFile[] => [
    ...others.map((site): OwnFile => [name, path.join(site, name)]),
    ...locations.flatMap(([place, placeholder]): readonly OwnFile[] =>
      placeholder === `{packages}/${name}` ? [[name, place]] : [],
    ),
  ]);
  return sorted((await Promise.all(folders.map(modulesIn))).flat());
}

/** `dbt-core==1.12.6` is installed with its metadata in `dbt_core-1.12.6.dist-info`. */
async function distributionOf(release: string, sites: readonly string[]): Promise<string | undefined> {
  const wanted = plainName(`${release.replace('==', '-')}.dist-info`);
  for (const site of sites)
    for (const name of await namesIn(site)) if (plainName(name) === wanted) return path.join(site, name);
  return undefined;
}

const plainName = (name: string) => name.toLowerCase().replaceAll(/[-_]+/g, '_');

/** Names in a RECORD; with a comma in it a name is quoted, and is no module. */
const recorded = (text: string) =>
  text.split('\n').flatMap((line) => (line.startsWith('.') ? [] : (line.split(',')[0] ?? [])));

async function modulesIn([name, folder]: OwnFile): Promise<readonly OwnFile[]> {
  const found = await readdir(folder, { recursive: true }).catch(() => []);
  return found.filter(isModule).map((each): OwnFile => [`${name}/${each}`, path.join(folder, each)]);
}

/** Each name once: a folder may be reachable by two names. */
const sorted = (files: readonly OwnFile[]): readonly OwnFile[] =>
  [...new Map(files)].sort(([a], [b]) => (a < b ? -1 : 1));
