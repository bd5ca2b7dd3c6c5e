/** Builds an engine: one uv project, complete or not there at all. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configFile } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { readFailure } from './build-failure.ts';
import { findCommand } from './command.ts';
import type { EngineSource } from './engine.ts';
import { findInstalled } from './installed.ts';
import { removeEmpty, removeLeftovers, workFolder } from './leftovers.ts';
import { lockEngine } from './lock.ts';
import { prepareHome } from './prepare.ts';
import { type Progress, reportProgress } from './progress.ts';
import { type EngineRecord, readRecord, writeRecord } from './record.ts';
import type { ChosenEngine } from './settings.ts';
import { runUv, UvFailure } from './uv.ts';

/** Minutes a build may take, waiting for another process’s build included. */
const timeLimit = 10;

/**
 * Builds an engine in a folder next to its place and moves it there when it is complete. Whatever happens, kills
 * included, the place holds a whole engine or nothing; what a failed build made is removed.
 * @throws Problem (usage or environment) with the cause; the signal’s reason when aborted.
 */
export async function buildEngine(
  chosen: ChosenEngine,
  folder: string,
  say: (text: string) => void,
  aborted?: AbortSignal,
): Promise<EngineRecord> {
  const timeout = AbortSignal.timeout(timeLimit * 60_000);
  const signal = aborted ? AbortSignal.any([aborted, timeout]) : timeout;
  const progress = reportProgress(chosen.spec, say);
  const parent = path.dirname(folder);
  let top: string | undefined;
  try {
    top = await mkdir(parent, { recursive: true });
    const release = await lockEngine(folder, signal, () => progress.phase('waiting for another build'));
    try {
      return (await readRecord(folder)) ?? (await buildAside(chosen, folder, progress, signal));
    } finally {
      await release();
    }
  } catch (error) {
    if (top !== undefined) await removeEmpty(parent, top);
    aborted?.throwIfAborted();
    if (timeout.aborted) throw tookTooLong(chosen.spec);
    if (error instanceof UvFailure) throw readFailure(chosen.spec, error.output);
    throw unwritable.has((error as NodeJS.ErrnoException).code ?? '') ? cannotWrite(error as Error) : error;
  } finally {
    progress.stop();
  }
}

async function buildAside(
  chosen: ChosenEngine,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<EngineRecord> {
  await removeLeftovers(path.dirname(folder));
  const work = workFolder(folder);
  try {
    await rm(work, { recursive: true, force: true });
    await mkdir(work);
    await install(chosen, work, progress, signal);
    const found = await findInstalled(path.join(work, '.venv'), chosen.source);
    if (!found) throw notAmongInstalled(chosen.spec);
    await findCommand(work, chosen, found);
    await prepareHome(chosen, work, progress, signal);
    const record = { spec: chosen.spec, ...found };
    await writeRecord(work, record);
    // What is there has no record: an engine whose Python is gone.
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
    return record;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function install(
  { source, settings }: ChosenEngine,
  work: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const uv = (...args: readonly string[]) => runUv(args, work, signal);
  const python = settings.python === undefined ? [] : ['--python', settings.python];
  progress.phase('resolving');
  await uv('init', '--bare', '--no-workspace', '--no-pin-python', '--name', 'dvt-compat-engine', ...python);
  await narrow(path.join(work, 'pyproject.toml'), settings);
  // Scripts of an environment carry its path; those of a relocatable one survive the move.
  await uv('venv', '--relocatable', ...python);
  const requirements = [...requirementsOf(source), ...settings.with];
  if (requirements.length > 0) await uv('add', '--frozen', '--', ...requirements);
  if (source.kind === 'path') await uv('add', '--frozen', '--editable', '--', source.path);
  await uv('lock');
  progress.phase('installing');
  await uv('sync', '--frozen', '--compile-bytecode');
  if (settings.apart.length > 0) {
    const interpreter = ['--python', path.join('.venv', 'bin', 'python')];
    await uv('pip', 'install', '--target', 'apart', ...interpreter, '--', ...settings.apart);
  }
}

/** One Python and one platform are all that is asked for: a resolution for every other may fail where this one does not. */
async function narrow(file: string, settings: ChosenEngine['settings']): Promise<void> {
  const project = (await readFile(file, 'utf8')).replace(
    /^requires-python = ">=(\d+\.\d+).*"/m,
    'requires-python = "==$1.*"',
  );
  const newer = settings['exclude-newer'];
  const lines = [
    '[tool.uv]',
    `environments = [${JSON.stringify(`sys_platform == '${process.platform}'`)}]`,
    `exclude-dependencies = ${JSON.stringify(settings.without)}`,
    ...(newer === undefined ? [] : [`exclude-newer = ${JSON.stringify(newer)}`]),
  ];
  await writeFile(file, `${project}\n${lines.join('\n')}\n`);
}

function requirementsOf(source: EngineSource): readonly string[] {
  if (source.kind === 'registry') {
    const extras = source.extras.length > 0 ? `[${source.extras.join(',')}]` : '';
    return [`${source.name}${extras}==${source.version}`];
  }
  if (source.kind !== 'git') return [];
  const rev = source.rev === undefined ? '' : `@${source.rev}`;
  const subdirectory = source.subdirectory === undefined ? '' : `#subdirectory=${source.subdirectory}`;
  return [`git+${source.url}${rev}${subdirectory}`];
}

const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST']);

function cannotWrite(error: Error): Problem {
  return new Problem(
    'environment',
    'Cannot write to the engine cache',
    error.message,
    'Free disk space or fix permissions, or use another cache folder.',
    error,
  );
}

function tookTooLong(spec: string): Problem {
  return new Problem(
    'environment',
    `Installing ${spec} timed out after ${timeLimit} minutes`,
    'The registry is slow, a build hangs, or another process is building the same engine.',
    'Try again. uv keeps what it has downloaded.',
  );
}

function notAmongInstalled(spec: string): Problem {
  return new Problem(
    'usage',
    `${spec} is missing from the installed packages`,
    'The package is excluded or replaced by another.',
    `Check \`with:\` and \`without:\` of the engine in ${configFile}.`,
  );
}
