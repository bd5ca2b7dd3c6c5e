/** A checkout of its own for a generated project: as much of one as a session reads. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import type { Case } from '../plan/case.ts';
import { generateProject, oneModel, projectName, projectState } from './generated-project.ts';

/** The whole project is parsed, and its manifest observed and compared, for one model that runs. */
export const modelsCase: Case = {
  id: `run/one-of-many`,
  command: 'run',
  title: 'runs one model of many',
  checks: [],
  tier: 'full',
  project: projectName,
  state: projectState,
  steps: [{ engine: ['run', '--select', oneModel] }],
};

/** Limits for engines that parse thousands of models. */
export const roomy = (config: Config): Config => ({
  ...config,
  limits: { ...config.limits, deadline_seconds: 3600, memory_mib: 16 * 1024 },
});

/**
 * Writes the folder.
 * @param checkout where package.json is taken from.
 */
export async function writeModelsRoot(folder: string, checkout: string, models: number): Promise<void> {
  await mkdir(path.join(folder, 'suites/expectations'), { recursive: true });
  await cp(path.join(checkout, 'package.json'), path.join(folder, 'package.json'));
  for (const [name, text] of Object.entries(generateProject(models))) {
    const file = path.join(folder, 'projects', projectName, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
