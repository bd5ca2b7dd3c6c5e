/** Which folders an environment imports packages from: site-packages, and what editable installs add to it. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder or file, and the placeholder that stands for it in everything that is compared. */
export type Location = readonly [place: string, placeholder: string];

/** Reads a file that may not be there. */
export const textOf = (file: string) => readFile(file, 'utf8').catch(() => '');
/** Lists a folder that may not be there. */
export const namesIn = (folder: string) => readdir(folder).catch(() => []);

/** A place as it is named, and where its links lead to: Python may show either. */
export const spellingsOf = async (place: string): Promise<readonly string[]> => [
  ...new Set([place, await realpath(place).catch(() => place)]),
];

export async function withLinks(locations: readonly Location[]): Promise<readonly Location[]> {
  const all = locations.map(async ([place, placeholder]) =>
    (await spellingsOf(place)).map((one): Location => [one, placeholder]),
  );
  return (await Promise.all(all)).flat();
}

/**
 * Locations from which a `site-packages` folder imports: itself and what its .pth files add. A line of these is a
 * folder, or imports a module that finds single packages elsewhere.
 */
export async function importedFrom(site: string): Promise<readonly Location[]> {
  const files = (await namesIn(site)).filter((name) => name.endsWith('.pth'));
  const texts = await Promise.all(files.map((name) => textOf(path.join(site, name))));
  const lines = texts.flatMap((text) => text.split('\n')).map((line) => line.trim());
  const added = lines.filter((line) => line !== '' && !/^(#|import\s)/.test(line));
  const finders = lines.flatMap((line) => /^import\s+(\w+)/.exec(line)?.[1] ?? []);
  const found = finders.map(async (name) => packagesIn(await textOf(path.join(site, `${name}.py`))));
  const folders = await foldersAmong(added.map((line) => path.resolve(site, line)));
  return withLinks([
    ...[site, ...folders].map((folder): Location => [folder, '{packages}']),
    ...(await Promise.all(found)).flat(),
  ]);
}

/** Python ignores lines that name no folder. The root would stand for every path. */
async function foldersAmong(places: readonly string[]): Promise<readonly string[]> {
  const are = await Promise.all(
    places.map((place) =>
      stat(place).then(
        (stats) => stats.isDirectory(),
        () => false,
      ),
    ),
  );
  return places.filter((place, index) => are[index] && place !== '/');
}

/**
 * Packages and where they lie, as the module that finds them says: `'name': '/place'` or `'name': ['/place']` by
 * setuptools, `map_module('name', '/place/__init__.py')` by hatchling and others.
 */
function packagesIn(finder: string): readonly Location[] {
  const entries = finder.matchAll(/(['"])([\w.]+)\1\s*[:,]\s*\[?((?:\s*(['"])\/.*?\4,?)+)/g);
  return [...entries].flatMap(([, , name = '', places = '']) =>
    [...places.matchAll(/(['"])(\/.*?)\1/g)].map(([, , place = '']): Location => {
      const folder = place.replace(/\/__init__\.py$/, '').replace(/\.py$/, '');
      return [folder, `{packages}/${name.replaceAll('.', '/')}`];
    }),
  );
}

/** Folders whose packages are installed editable: what else lies in them may show as well. */
export async function checkoutsOf(site: string): Promise<readonly Location[]> {
  const distributions = (await namesIn(site)).filter((name) => name.endsWith('.dist-info'));
  const origins = distributions.map((name) => textOf(path.join(site, name, 'direct_url.json')));
  const checkouts = (await Promise.all(origins)).flatMap((origin): readonly Location[] => {
    if (!/"editable":\s*true/.test(origin)) return [];
    const { url } = JSON.parse(origin) as { readonly url: string };
    return [[fileURLToPath(url), '{checkout}']];
  });
  return withLinks(checkouts);
}
