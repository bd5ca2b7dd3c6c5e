/** Files that an engine needs in each home folder: made once, by command lines of the engine. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copy } from 'fs-extra/esm';
import { Problem } from '../config/problem.ts';
import { inFolder, stepEnvironment } from '../process/environment.ts';
import { invoke } from '../process/invoke.ts';
import type { ExternalProgram } from './engine.ts';
import type { Progress } from './progress.ts';
import type { ChosenEngine } from './settings.ts';

/** Folder of an engine whose content is copied into the home of each workspace. */
export const homeFolder = 'home';

/** As for a step, but with time for downloads. */
const limits = { deadlineSeconds: 300, memoryMiB: 3072, processes: 64, outputMiB: 64 };

/** The minimum that such a command line may need: a project, and a profile that names the adapter. */
const project = 'name: prepare\nprofile: prepare\n';
const profiles = 'prepare:\n  target: dev\n  outputs:\n    dev:\n      type: postgres\n';

/**
 * Runs the prepare steps of an engine in a temporary home, and keeps the files that they must leave.
 * @param root folder of the engine: installed, but not yet where it will be.
 * @throws Problem (environment) with what was printed, if a step fails or does not leave these files.
 */
export async function prepareHome(
  { spec, settings }: ChosenEngine,
  root: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const bin = path.join(root, '.venv/bin');
  const engine: ExternalProgram = {
    ...{
      kind: 'program',
      spec,
      command: settings.command,
      program: path.join(bin, settings.command),
      path: [bin],
    },
    ...{ env: inFolder(settings.env, root), profiles: settings.profiles },
    ...{ release: '', version: '', locations: [], packages: {}, lock: '' },
  };
  const temporary = path.join(root, 'prepare');
  const [home, temp, cwd, evidence] = ['home', 'tmp', 'project', 'evidence'].map((name) =>
    path.join(temporary, name),
  ) as [string, string, string, string];
  for (const { run, leaves } of settings.prepare) {
    progress.phase(`${settings.command} ${run.split(' ')[0]}`);
    for (const folder of [path.join(home, settings.profiles), temp, cwd])
      await mkdir(folder, { recursive: true });
    await writeFile(path.join(cwd, 'dbt_project.yml'), project);
    await writeFile(path.join(home, settings.profiles, 'profiles.yml'), profiles);
    const argv = run.split(' ').map((word) => word.replaceAll('{engine}', root));
    const env = stepEnvironment({ home, temp, env: {} });
    const exit = await invoke({ engine, argv, cwd, env, limits, evidence, signal });
    const left = path.join(home, leaves);
    if (exit.code !== 0 || !(await exists(left)))
      throw notPrepared(`${settings.command} ${run}`, leaves, exit, await transcript(evidence));
    await copy(left, path.join(root, homeFolder, leaves));
  }
  await rm(temporary, { recursive: true, force: true });
}

/** An empty folder does not count. */
async function exists(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  return stats !== undefined && (!stats.isDirectory() || (await readdir(file)).length > 0);
}

const transcript = async (evidence: string) =>
  (await readFile(path.join(evidence, 'transcript'), 'utf8')).trim().split('\n').slice(-8).join('\n');

function notPrepared(
  command: string,
  leaves: string,
  { code, signal, limit }: Awaited<ReturnType<typeof invoke>>,
  said: string,
): Problem {
  return new Problem(
    'environment',
    `\`${command}\` did not prepare the engine`,
    `It exited with ${limit ?? signal ?? code}, and ${leaves} ${code === 0 ? 'is missing' : 'may be missing'}:\n${said || '(no output)'}`,
    'Check the network, because it may need to download; then try again.',
  );
}
