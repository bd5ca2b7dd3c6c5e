/** Where the Python code of an engine is, read from the files of its environment because asking Python costs a process. */
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'ini';
import type { Engine } from './engine.ts';
import {
  checkoutsOf,
  importedFrom,
  type Location,
  namesIn,
  spellingsOf,
  textOf,
  withLinks,
} from './import-folders.ts';

/**
 * Locations of the Python environment that a program belongs to. All folders that packages are imported from share a
 * placeholder, so a module has the same name whether it is installed, editable, or in an environment of the user's.
 * @param program absolute path of a console script, or of a link to one.
 * @returns none for a program that is in no Python environment.
 */
export async function locationsOf(program: string): Promise<readonly Location[]> {
  const found = (await Promise.all((await environmentsOf(program)).map(locationsIn))).flat();
  // The first entry of a path counts: packages may be imported from the folder of a checkout itself.
  return [...new Map(found.toReversed())].toReversed();
}

/**
 * Python finds its environment by the interpreter that it is started with, and a script names that in its first line.
 * Without a virtual environment (in a container, say) that interpreter's own folders count.
 */
async function environmentsOf(program: string): Promise<readonly string[]> {
  const interpreter = await interpreterOf(program);
  const files = [...(await spellingsOf(program)), ...interpreter];
  const folders = [...new Set(files.map(prefixOf))];
  const virtual = await Promise.all(folders.map(async (folder) => !isEmpty(await configOf(folder))));
  const environments = virtual.includes(true)
    ? folders.filter((_, index) => virtual[index])
    : interpreter.map(prefixOf);
  return [...new Set((await Promise.all(environments.map(spellingsOf))).flat())];
}

/** Absolute path of the Python that runs an engine. */
export const pythonOf = ({ program, locations }: Pick<Engine, 'program' | 'locations'>): string =>
  locations.find(([, placeholder]) => placeholder === '{python}')?.[0] ??
  path.join(path.dirname(program), 'python');

/** The folder that holds the `bin` of a program. */
const prefixOf = (program: string) => path.dirname(path.dirname(program));

/** `pyvenv.cfg`; empty for a folder that is no virtual environment. */
const configOf = async (environment: string) =>
  parse(await textOf(path.join(environment, 'pyvenv.cfg'))) as Readonly<Record<string, string | boolean>>;

const isEmpty = (config: object) => Object.keys(config).length === 0;

/** The Python that a script names; none for what is no script of Python. */
async function interpreterOf(program: string): Promise<readonly string[]> {
  // The beginning is enough: an engine may be one large binary.
  const file = await open(program);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(512)).finally(() => file.close());
  return /^#!\s*(\/\S*\/python[\d.]*)(?=\s)/.exec(buffer.toString('utf8', 0, bytesRead))?.slice(1) ?? [];
}

async function locationsIn(environment: string): Promise<readonly Location[]> {
  const config = await configOf(environment);
  const bin = path.join(environment, 'bin');
  const libraries = await librariesIn(environment);
  const bases = await basesOf(String(config.home ?? bin), bin);
  const shared = isEmpty(config) || /^true$/i.test(String(config['include-system-site-packages']));
  const sites = [
    ...libraries.map((library) => path.join(environment, library, 'site-packages')),
    ...(shared ? bases.flatMap((base) => sharedBy(base, libraries)) : []),
  ];
  const interpreters = (await namesIn(bin)).filter((name) => /^python[\d.]*$/.test(name));
  return [
    ...(await Promise.all(sites.map(importedFrom))).flat(),
    ...(await withLinks(
      bases.flatMap((base) => libraries.map((library): Location => [path.join(base, library), '{stdlib}'])),
    )),
    ...interpreters.map((name): Location => [path.join(bin, name), '{python}']),
    // Without a virtual environment it may be `/usr`, which does not belong to the engine.
    ...(isEmpty(config) ? [] : [[environment, '{environment}'] as const]),
    ...(await Promise.all(sites.map(checkoutsOf))).flat(),
  ];
}

/** `lib/python3.11`, and the same below `lib64` where that is there. */
async function librariesIn(environment: string): Promise<readonly string[]> {
  const all = ['lib', 'lib64'].map(async (lib) => {
    const names = await namesIn(path.join(environment, lib));
    return names.filter((name) => /^python3\.\d+t?$/.test(name)).map((name) => path.join(lib, name));
  });
  return (await Promise.all(all)).flat();
}

/** Where the interpreter of an environment is installed, as named and without symbolic links. */
async function basesOf(home: string, bin: string): Promise<readonly string[]> {
  const real = await realpath(path.join(bin, 'python')).catch(() => undefined);
  const bins = [home, ...(real ? [path.dirname(real)] : [])];
  return [...new Set(bins.map((each) => path.dirname(each)))];
}

/** Folders of packages that an environment may share with its interpreter. Debian uses other names. */
const sharedBy = (base: string, libraries: readonly string[]) => [
  ...libraries.map((library) => path.join(base, library, 'site-packages')),
  ...libraries.map((library) => path.join(base, 'local', library, 'dist-packages')),
  path.join(base, 'lib/python3/dist-packages'),
];
