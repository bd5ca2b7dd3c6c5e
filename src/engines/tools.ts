/** Programs an engine needs that no package brings. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { programsPath } from '../process/environment.ts';

/**
 * Makes sure that steps will find the tools of an engine.
 * @throws Problem (environment) naming the first that is not where they look: without it, failing would be put down to the engine.
 */
export async function findTools(tools: readonly string[], spec: string): Promise<void> {
  for (const tool of tools) {
    const places = programsPath.split(path.delimiter).map((folder) => path.join(folder, tool));
    const found = await Promise.all(places.map(isProgram));
    if (found.includes(true)) continue;
    throw new Problem(
      'environment',
      `${spec} needs ${tool}`,
      `It is not in the PATH of engines: ${programsPath}.`,
      `Install ${tool}, or link it into the first of these folders.`,
    );
  }
}

const isProgram = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
