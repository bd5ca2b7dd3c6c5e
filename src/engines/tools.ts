/** Programs that an engine needs and that no package contains. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { programsPath } from '../process/environment.ts';

/**
 * Checks that steps will find the tools of an engine, so that a missing tool is not reported as a fault of the engine.
 * @throws Problem (environment) that names the first missing tool.
 */
export async function findTools(tools: readonly string[], spec: string): Promise<void> {
  for (const tool of tools) {
    const files = programsPath.split(path.delimiter).map((folder) => path.join(folder, tool));
    const found = await Promise.all(files.map(isProgram));
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
