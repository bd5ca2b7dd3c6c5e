/** What can be read off a checkout of an engine without running anything of it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'] as const;
/** Written by tools and by running the engine: no part of what it does. */
const generated =
  /^(\.git|\.venv|venv|node_modules|__pycache__|build|dist|target|logs|.*\.(egg-info|pyc|log))$/;

/** Contents of the files that say what a checkout needs, by name; those it has not are left out. */
export async function readManifests(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of manifests) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

/** The name of the package in a checkout, undefined where its manifests do not say it plainly. */
export function packageNameIn(contents: Readonly<Record<string, string>>): string | undefined {
  const project = /^\[(?:project|tool\.poetry)\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(
    contents['pyproject.toml'] ?? '',
  );
  return (
    /^\s*name\s*=\s*["']([^"']+)["']/m.exec(project?.[1] ?? '')?.[1] ??
    /^\s*name\s*=\s*(\S+)\s*$/m.exec(contents['setup.cfg'] ?? '')?.[1] ??
    /^\s*(?:package_)?name\s*=\s*["']([^"']+)["']/im.exec(contents['setup.py'] ?? '')?.[1]
  );
}

/**
 * Digest of a checkout: changes when a file is edited, added or removed.
 * By size and time of change instead of content: it is asked for at each start, on thousands of files.
 */
export async function digestCheckout(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const line of (await describe(folder, '')).sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}

async function describe(folder: string, prefix: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lines = entries.map(async (entry) => {
    if (generated.test(entry.name)) return [];
    const name = prefix + entry.name;
    if (entry.isDirectory()) return describe(path.join(folder, entry.name), `${name}/`);
    const stats = await stat(path.join(folder, entry.name)).catch(() => undefined);
    return [`${name} ${stats?.size} ${stats?.mtimeMs}`];
  });
  return (await Promise.all(lines)).flat();
}
