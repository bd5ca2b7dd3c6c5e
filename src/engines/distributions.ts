/** Which packages an engine's environment contains, read from its folders: asking Python costs a process. */
import type { Location } from './import-folders.ts';
import { namesIn } from './import-folders.ts';
import { normalName } from './installed.ts';

/**
 * Installed packages and their versions, by the name registries know them by.
 * @param locations of the engine; the first folder that contains a package counts, as it does for Python.
 */
export async function packagesIn(locations: readonly Location[]): Promise<Readonly<Record<string, string>>> {
  const folders = locations.filter(([, placeholder]) => placeholder === '{packages}');
  const names = (await Promise.all(folders.map(([folder]) => namesIn(folder)))).flat();
  const found = names.flatMap((name): readonly (readonly [string, string])[] => {
    const [, distribution, version] = /^(.+)-([^-]+)\.dist-info$/.exec(name) ?? [];
    return distribution && version ? [[normalName(distribution), version]] : [];
  });
  return Object.fromEntries(found.toReversed().toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
