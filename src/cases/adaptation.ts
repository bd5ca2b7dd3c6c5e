/** Adaptations: the least that is changed about a project so that an engine which rejects it takes it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../config/problem.ts';
import type { Engine } from '../engines/engine.ts';
import { isAbout } from './about.ts';

const common = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Why the engine cannot do without: a sentence its maintainer would accept. */
  reason: z.string().min(10),
  /** Id of the case that runs without it, and shows the rejection. */
  as_is: z.string(),
};

const entry = z.union([
  z.strictObject({
    ...common,
    /** Glob over the project's files. */
    files: z.string(),
    /** Regular expression, found in every place, line by line. */
    find: z.string().refine(isPattern, 'is not a regular expression'),
    /** What stands there instead; `$1` and the like as in JavaScript. */
    replace: z.string(),
  }),
  /** The profile holds the password itself instead of the variable that does. */
  z.strictObject({ ...common, password: z.literal('plain') }),
]);

const file = z.strictObject({
  /** Glob over the engine's spec, or its package and version: who needs them. */
  engine: z.string(),
  adaptations: z.array(entry).min(1),
});

export type Adaptation = z.output<typeof entry> & {
  /** Where it is written, from the root: `projects/adaptations/dvt-fork.yaml`. */
  readonly file: string;
};

/** The folder beside the projects; not a project itself. */
const folder = 'adaptations';

/**
 * Reads what an engine needs changed about projects.
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
    const result = file.safeParse(parse(await readFile(path.join(projects, folder, name), 'utf8')));
    if (!result.success) throw wrong(where, z.prettifyError(result.error));
    if (!isAbout(engine, result.data.engine)) continue;
    for (const one of result.data.adaptations) {
      if (found.some(({ id }) => id === one.id)) throw wrong(where, `The id ${one.id} is used twice.`);
      if (!(await changesSomething(projects, one)))
        throw wrong(where, `${one.id} changes no file of any project.`);
      found.push({ ...one, file: where });
    }
  }
  return found;
}

/** The text of a project's file as an engine with these adaptations gets it. @param name its path in the project. */
export function adaptText(
  adaptations: readonly z.output<typeof entry>[],
  name: string,
  text: string,
): string {
  return adaptations.reduce(
    (adapted, one) =>
      'find' in one && picomatch.isMatch(name, one.files)
        ? adapted.replaceAll(new RegExp(one.find, 'gm'), one.replace)
        : adapted,
    text,
  );
}

async function changesSomething(projects: string, one: z.output<typeof entry>): Promise<boolean> {
  if (!('find' in one)) return true;
  for (const found of await readdir(projects, { recursive: true, withFileTypes: true })) {
    if (!found.isFile()) continue;
    const place = path.join(found.parentPath, found.name);
    const [project = '', ...inside] = path.relative(projects, place).split(path.sep);
    if (project === folder || !picomatch.isMatch(inside.join('/'), one.files)) continue;
    const text = await readFile(place, 'utf8');
    if (adaptText([one], inside.join('/'), text) !== text) return true;
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
