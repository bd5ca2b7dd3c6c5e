/** What an engine is to find in every home: made once, by command lines of its own. */
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { inFolder, stepEnvironment } from '../process/environment.ts';
import { invoke } from '../process/invoke.ts';
import type { ExternalProgram } from './engine.ts';
import type { Progress } from './progress.ts';
import type { ChosenEngine } from './settings.ts';

/** Folder of an engine that holds what twins find in their home. */
export const homeFolder = 'home';

/** Generous: it may download. Its processes are as little trusted as in a step. */
const limits = { deadlineSeconds: 300, memoryMiB: 3072, processes: 64, outputMiB: 64 };

/** The least that such a command line may ask for: a project, and a profile that names the adapter. */
const project = 'name: prepare\nprofile: prepare\n';
const profiles = 'prepare:\n  target: dev\n  outputs:\n    dev:\n      type: postgres\n';

/**
 * Runs the prepare steps of an engine in a home that is thrown away, and keeps what they must leave.
 * @param root folder of the engine, installed but not yet in its place.
 * @throws Problem (environment) with what was printed, when a step fails or leaves nothing.
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
  const aside = path.join(root, 'prepare');
  const [home, temp, cwd, evidence] = ['home', 'tmp', 'project', 'evidence'].map((name) =>
    path.join(aside, name),
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
    if (exit.code !== 0 || !(await isThere(left)))
      throw notPrepared(`${settings.command} ${run}`, leaves, exit, await transcript(evidence));
    await cp(left, path.join(root, homeFolder, leaves), { recursive: true });
  }
  await rm(aside, { recursive: true, force: true });
}

/** An empty folder is nothing. */
async function isThere(place: string): Promise<boolean> {
  const stats = await stat(place).catch(() => undefined);
  return stats !== undefined && (!stats.isDirectory() || (await readdir(place)).length > 0);
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
