/** Adaptations: the smallest changes to a project with which an engine that rejects it accepts it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';

const common = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Why the engine needs it: a sentence that its maintainer would accept. */
  reason: z.string().min(10),
  /** Id of the case that runs without it and shows the rejection. */
  as_is: z.string(),
};

const entry = z.union([
  z.strictObject({
    ...common,
    /** Glob over the project's files. */
    files: z.string(),
    /** Regular expression; `^` and `$` match at each line, and every match is replaced. */
    find: z.string().refine(isPattern, 'is not a regular expression'),
    /** The replacement; `$1` and the like as in JavaScript. */
    replace: z.string(),
  }),
  /** The profile contains the password instead of the name of a variable. */
  z.strictObject({ ...common, password: z.literal('plain') }),
]);

const adaptationFile = z.strictObject({
  /** Glob over the engine's spec, or over its package and version: the engines that need them. */
  engine: z.string(),
  adaptations: z.array(entry).min(1),
});

export type Adaptation = z.output<typeof entry> & {
  /** File that defines it, from the root: `projects/adaptations/dvt-fork.yaml`. */
  readonly file: string;
};

/** Folder in `projects/` that is not a project. */
const folder = 'adaptations';

/**
 * Whether a file of expectations or adaptations applies to an engine.
 * @param glob over the engine's spec, or over the installed package and version: the spec of a checkout is a path, which
 * differs by machine, while `dvt-core==1.12.106` is the same everywhere.
 */
export const appliesTo = ({ spec, release }: Pick<Engine, 'spec' | 'release'>, glob: string): boolean =>
  [spec, release].some((name) => picomatch.isMatch(name, glob, { bash: true }));

/**
 * Reads the adaptations for an engine.
 * @param projects folder of all projects.
 * @throws Problem (usage) naming the file and the entry that is wrong, or that changes nothing in any project.
 */
export async function readAdaptations(
  projects: string,
  engine: Pick<Engine, 'spec' | 'release'>,
): Promise<readonly Adaptation[]> {
  const names = (await readdir(path.join(projects, folder))).filter((name) => name.endsWith('.yaml')).sort();
  const found: Adaptation[] = [];
  for (const name of names) {
    const where = `projects/${folder}/${name}`;
    const result = adaptationFile.safeParse(parse(await readFile(path.join(projects, folder, name), 'utf8')));
    if (!result.success) throw wrong(where, z.prettifyError(result.error));
    if (!appliesTo(engine, result.data.engine)) continue;
    for (const adaptation of result.data.adaptations) {
      const { id } = adaptation;
      if (found.some((other) => other.id === id)) throw wrong(where, `The id ${id} is used twice.`);
      if (!(await changesSomething(projects, adaptation)))
        throw wrong(where, `${id} changes no file of any project.`);
      found.push({ ...adaptation, file: where });
    }
  }
  return found;
}

/** The text of a project's file after these adaptations. @param name its path in the project. */
export function adaptText(
  adaptations: readonly z.output<typeof entry>[],
  name: string,
  text: string,
): string {
  return adaptations.reduce(
    (adapted, change) =>
      'find' in change && picomatch.isMatch(name, change.files)
        ? adapted.replaceAll(new RegExp(change.find, 'gm'), change.replace)
        : adapted,
    text,
  );
}

async function changesSomething(projects: string, adaptation: z.output<typeof entry>): Promise<boolean> {
  if (!('find' in adaptation)) return true;
  for (const found of await readdir(projects, { recursive: true, withFileTypes: true })) {
    if (!found.isFile()) continue;
    const file = path.join(found.parentPath, found.name);
    const [project = '', ...inside] = path.relative(projects, file).split(path.sep);
    if (project === folder || !picomatch.isMatch(inside.join('/'), adaptation.files)) continue;
    const text = await readFile(file, 'utf8');
    if (adaptText([adaptation], inside.join('/'), text) !== text) return true;
  }
  return false;
}

const wrong = (where: string, why: string) =>
  new Problem('usage', `Invalid adaptations in ${where}`, why, `Fix ${where}.`);

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'gm'));
  } catch {
    return false;
  }
}
