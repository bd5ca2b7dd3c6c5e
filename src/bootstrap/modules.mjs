/** node_modules: as package-lock.json says in a checkout; in the npm package, what npm has installed. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { read } from './programs.mjs';

export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const modules = path.join(checkout, 'node_modules');
/** Whether this is the npm package, which has no TypeScript. */
export const isPackage = !fs.existsSync(path.join(checkout, 'src', 'cli', 'main.ts'));
const stampFile = path.join(modules, '.dvt-compat-stamp');

function stamp() {
  const wanted = fs.readFileSync(path.join(checkout, 'package-lock.json'));
  return `${createHash('sha256').update(wanted).digest('hex')} ${process.platform}-${process.arch}\n`;
}

/** The stamp is removed first and written last, so an incomplete node_modules has none. */
export const findModules = () => (isPackage || read(stampFile) === stamp() ? modules : undefined);

export async function getModules({ node }) {
  fs.rmSync(stampFile, { force: true });
  // All packages, and no install scripts, however the user has configured npm.
  await npm(node, checkout, ['ci', '--include=dev', '--include=optional', '--ignore-scripts']);
  fs.writeFileSync(stampFile, stamp());
}
