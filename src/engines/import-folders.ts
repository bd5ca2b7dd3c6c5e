/** The folders that an environment imports packages from: site-packages, and those that editable installs add. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder or file, and the placeholder that replaces its path in everything that is compared. */
export type Location = readonly [path: string, placeholder: string];

/** The text of a file; empty if there is none. */
export const textOf = (file: string) => readFile(file, 'utf8').catch(() => '');
/** The names in a folder; none if there is no folder. */
export const namesIn = (folder: string) => readdir(folder).catch(() => []);

/** A path as given, and without symbolic links: Python may print either. */
export const spellingsOf = async (file: string): Promise<readonly string[]> => [
  ...new Set([file, await realpath(file).catch(() => file)]),
];

export async function withLinks(locations: readonly Location[]): Promise<readonly Location[]> {
  const all = locations.map(async ([file, placeholder]) =>
    (await spellingsOf(file)).map((spelling): Location => [spelling, placeholder]),
  );
  return (await Promise.all(all)).flat();
}

/**
 * Locations that Python imports from because of a `site-packages` folder: itself and what its .pth files add. A line of these is a
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

/** Python ignores lines that name no folder. The root is not a location, as it would match every path. */
async function foldersAmong(files: readonly string[]): Promise<readonly string[]> {
  const isFolder = await Promise.all(
    files.map((file) =>
      stat(file).then(
        (stats) => stats.isDirectory(),
        () => false,
      ),
    ),
  );
  return files.filter((file, index) => isFolder[index] && file !== '/');
}

/**
 * Packages and their paths, from the text of the module that finds them: `'name': '/path'` or `'name': ['/path']` by
 * setuptools, `map_module('name', '/path/__init__.py')` by hatchling and others.
 */
function packagesIn(finder: string): readonly Location[] {
  const entries = finder.matchAll(/(['"])([\w.]+)\1\s*[:,]\s*\[?((?:\s*(['"])\/.*?\4,?)+)/g);
  return [...entries].flatMap(([, , name = '', paths = '']) =>
    [...paths.matchAll(/(['"])(\/.*?)\1/g)].map(([, , file = '']): Location => {
      const folder = file.replace(/\/__init__\.py$/, '').replace(/\.py$/, '');
      return [folder, `{packages}/${name.replaceAll('.', '/')}`];
    }),
  );
}

/** Checkouts whose packages are installed editable: the paths of other files in them may be printed as well. */
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
