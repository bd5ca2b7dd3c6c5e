/** Reads mutants: faults that are injected into the reference. An undetected mutant is a defect of the suites. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../../src/config/problem.ts';
import { type FacetName, facetNames } from '../../src/facets/registry.ts';

const planted = z.strictObject({
  /** A sentence about the fault. */
  what: z.string().min(1),
  /** Id of the case that must detect it. */
  case: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  /** Python code that runs after the engine is imported, with the helpers of `planting.py`. */
  plant: z.string().min(1),
});

const file = z.record(z.string().regex(/^[a-z0-9-]+$/), planted);

export interface Mutant extends z.output<typeof planted> {
  readonly id: string;
  /** The facet in which it must show, which is the name of its file. */
  readonly facet: FacetName;
}

/**
 * Reads `<facet>.yaml` of a folder.
 * @throws Problem (usage) when a file is not named after a facet or is invalid, or an id occurs twice.
 */
export async function readMutants(folder: string): Promise<readonly Mutant[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const read = await Promise.all(names.map((name) => readFacet(path.join(folder, name))));
  const mutants = read.flat();
  const [again] = mutants.filter(({ id }, at) => mutants.findIndex((mutant) => mutant.id === id) !== at);
  if (again) throw refuse(folder, `The id ${again.id} is used twice.`);
  return mutants;
}

async function readFacet(name: string): Promise<readonly Mutant[]> {
  const facet = facetNames.find((known) => known === path.basename(name, '.yaml'));
  if (facet === undefined) throw refuse(name, `The file name must be a facet: ${facetNames.join(', ')}.`);
  const { data, error } = file.safeParse(readYaml(name, await readFile(name, 'utf8')));
  if (error) throw refuse(name, z.prettifyError(error));
  return Object.entries(data).map(([id, mutant]) => ({ ...mutant, id, facet }));
}

function readYaml(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw refuse(name, String(error));
  }
}

const refuse = (name: string, why: string) =>
  new Problem('usage', `Invalid mutants in ${name}`, why, 'See docs/mutants.md for the format.');
