/** How this code is installed: as TypeScript in a checkout, or as JavaScript in the npm package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Extension of our own modules, `.ts` or `.js`, for file names that the compiler does not rewrite. */
export const extension = path.extname(import.meta.filename);

/** How a user starts a command of dvt-compat. */
export const compat = extension === '.ts' ? 'npm run compat --' : 'npx dvt-compat';

/** Our version, from package.json in the root of the checkout or package. */
export function versionOf(root: string): string {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
