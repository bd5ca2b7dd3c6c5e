/** A checkout of its own for a generated project: as much of one as a session reads. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import type { Config } from '../../src/config/config.ts';
import { generateProject, oneModel, projectName, projectState } from './generated-project.ts';

/** The whole project is parsed, and its manifest observed and compared, for one model that runs. */
export const modelsCase: Case = {
  id: 'run/one-of-many',
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

/** What a session asks of its checkout beside projects and expectations: the version of the harness, and its sources. */
const shared = ['package.json', 'package-lock.json', 'src'];

/** Writes the folder; what it shares with the checkout it leads to. */
export async function writeModelsRoot(folder: string, checkout: string, models: number): Promise<void> {
  for (const name of ['suites/expectations', 'projects/adaptations'])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const name of shared) await symlink(path.resolve(checkout, name), path.join(folder, name));
  for (const [name, text] of Object.entries(generateProject(models))) {
    const file = path.join(folder, 'projects', projectName, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
