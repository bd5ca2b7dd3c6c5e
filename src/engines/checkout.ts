/** What the files of an engine's checkout say. Nothing of it is run. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseIni } from 'ini';
import { parse as parseToml } from 'smol-toml';

const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'] as const;
/** Written by tools and by the engine when it runs, so changes of them do not change the engine. */
const generated =
  /^(\.git|\.venv|venv|node_modules|__pycache__|build|dist|target|logs|.*\.(egg-info|pyc|log))$/;

/** Contents of the files that say what a checkout needs, by their names. */
export async function readManifests(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of manifests) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

/** The name of the package in a checkout; undefined if its manifests compute it, or cannot be read. */
export function packageNameIn(contents: Readonly<Record<string, string>>): string | undefined {
  return (
    nameInProject(contents['pyproject.toml'] ?? '') ??
    parseIni(contents['setup.cfg'] ?? '').metadata?.name ??
    /^\s*(?:package_)?name\s*=\s*["']([^"']+)["']/im.exec(contents['setup.py'] ?? '')?.[1]
  );
}

type Named = { readonly name?: string } | undefined;

function nameInProject(text: string): string | undefined {
  try {
    const { project, tool } = parseToml(text) as { project?: Named; tool?: { poetry?: Named } };
    return project?.name ?? tool?.poetry?.name;
  } catch {
    return undefined; // not TOML: uv says so
  }
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
