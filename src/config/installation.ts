/** Where this code runs: in a checkout, as TypeScript, or in the installed package, as what was built of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What our own modules end in here: `.ts` or `.js`. For names that the compiler does not rewrite. */
export const extension = path.extname(import.meta.filename);

/** What a user types before a command. */
export const compat = extension === '.ts' ? 'npm run compat --' : 'npx dvt-compat';

/** Our version, as the package.json in the root of the checkout or package has it. */
export function versionOf(root: string): string {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
