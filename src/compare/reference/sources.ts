/** All of our own files that a module needs: those that it imports or starts, those that these need, and so on. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extension } from '../../config/installation.ts';

/** An import at run time, without types. A regular expression suffices for formatted code; a test compares it with Node. */
const imports = /^(?:import|export(?= [*{]))(?! type\b)(?:[^;'"]*? from)? ['"]([^'"]+)['"]/gm;
const dynamicImports = /\bimport\(([^()]*)/g;
const programs = /\bnew URL\(([^(),]*),\s*import\.meta\.url,?\s*\)/g;
const literal = /^\s*(['"`])(.*)\1,?\s*$/s;
/** Uses of `import.meta` that name no file of ours: they resolve packages or read the extension of the module. */
const harmless =
  /\bcreateRequire\(import\.meta\.url\)(?!\('\.)|\bimport\.meta\.resolve\('[^.'][^']*'\)|\bextname\(import\.meta\.filename\)/g;

/**
 * @param entries files to start with, relative to `root`.
 * @returns the text of each file by its path relative to `root`.
 * @throws Error when a file names another one by an expression, or one that does not exist.
 */
export function sourcesOf(root: string, entries: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    found.set(file, text);
    waiting.push(...(file.endsWith('.py') ? inFolderOf(root, file) : neededBy(file, text)));
  }
  return found;
}

/** Python searches the folder of a script for modules. */
const inFolderOf = (root: string, script: string): readonly string[] =>
  readdirSync(path.join(root, path.dirname(script)))
    .filter((name) => name.endsWith('.py'))
    .map((name) => path.join(path.dirname(script), name));

/** Our own files that a module names. @param file its path relative to the root; the result is relative to it as well. */
export function neededBy(file: string, text: string): readonly string[] {
  const named = [...text.matchAll(imports)].map(([, name]) => name as string);
  const dynamic = [...text.matchAll(dynamicImports)].map(([all, name]) =>
    literalIn(file, all, name as string),
  );
  const started = [...text.matchAll(programs)].map(([all, name]) => literalIn(file, all, name as string));
  const unknown = /\bimport\.meta\.(?!main\b)\w+/.exec(
    text.replaceAll(programs, '').replaceAll(harmless, ''),
  );
  if (unknown) throw unresolvable(file, unknown[0]);
  const own = [...named, ...dynamic].filter((name) => name.startsWith('.'));
  return [...own, ...started].map((name) => path.join(path.dirname(file), name));
}

function literalIn(file: string, expression: string, text: string): string {
  const name = literal.exec(text)?.[2]?.replaceAll(/\$\{extension\}/g, extension);
  if (name === undefined || /\$\{/.test(name)) throw unresolvable(file, expression);
  return name;
}

const unresolvable = (file: string, what: string) =>
  new Error(`${file} cannot be resolved: \`${what}\` is not a literal file name`);
