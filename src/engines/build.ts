/** Builds an engine, which is one uv project. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify, type TomlTable } from 'smol-toml';
import { configFile } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { makeFolder } from '../files/atomic.ts';
import { lock } from '../files/lock.mjs';
import { readFailure } from './build-failure.ts';
import { lockOf, removeEmpty, removeLeftovers } from './cached.ts';
import type { EngineSource } from './engine.ts';
import { findCommand, findInstalled } from './installed.ts';
import { prepareHome } from './prepare.ts';
import { type Progress, reportProgress } from './progress.ts';
import { type EngineRecord, readRecord, writeRecord } from './record.ts';
import type { ChosenEngine } from './settings.ts';
import { runUv, UvFailure } from './uv.ts';

/** Includes waiting for the build of another process. */
const timeoutMinutes = 10;

/**
 * Builds an engine in the cache. Whatever happens, kills included, the cache contains the complete engine or nothing of it.
 * @throws Problem (usage or environment) with the cause; the signal's reason when aborted.
 */
export async function buildEngine(
  chosen: ChosenEngine,
  folder: string,
  say: (text: string) => void,
  aborted?: AbortSignal,
): Promise<EngineRecord> {
  const timeout = AbortSignal.timeout(timeoutMinutes * 60_000);
  const signal = aborted ? AbortSignal.any([aborted, timeout]) : timeout;
  const progress = reportProgress(chosen.spec, say);
  const parent = path.dirname(folder);
  let created: string | undefined;
  try {
    created = await mkdir(parent, { recursive: true });
    await removeLeftovers(parent);
    const waiting = () => progress.phase('waiting for another build');
    const release = await lock(lockOf(folder), { signal, waiting });
    try {
      return (await readRecord(folder)) ?? (await buildLocked(chosen, folder, progress, signal));
    } finally {
      release();
    }
  } catch (error) {
    if (created !== undefined) await removeEmpty(parent, created);
    aborted?.throwIfAborted();
    if (timeout.aborted) throw timedOut(chosen.spec);
    if (error instanceof UvFailure) throw readFailure(chosen.spec, error.output);
    throw unwritable.has((error as NodeJS.ErrnoException).code ?? '') ? cannotWrite(error as Error) : error;
  } finally {
    progress.stop();
  }
}

async function buildLocked(
  chosen: ChosenEngine,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<EngineRecord> {
  // A folder without a record, if there is one: an engine whose Python is gone.
  await rm(folder, { recursive: true, force: true });
  return makeFolder(folder, async (work) => {
    await install(chosen, work, progress, signal);
    const found = await findInstalled(path.join(work, '.venv'), chosen.source);
    if (!found) throw notAmongInstalled(chosen.spec);
    await findCommand(work, chosen, found);
    await prepareHome(chosen, work, progress, signal);
    const record = { spec: chosen.spec, ...found };
    await writeRecord(work, record);
    return record;
  });
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
  // The scripts of other environments contain its path, and would not survive the move.
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

/** For one Python and one platform: a resolution for all others may fail where this one does not. */
async function narrow(file: string, settings: ChosenEngine['settings']): Promise<void> {
  const { project, ...rest } = parse(await readFile(file, 'utf8')) as { project: TomlTable };
  const python = /\d+\.\d+/.exec(String(project['requires-python']))?.[0];
  const newer = settings['exclude-newer'];
  const uv = {
    environments: [`sys_platform == '${process.platform}'`],
    'exclude-dependencies': settings.without,
    ...(newer !== undefined && { 'exclude-newer': newer }),
  };
  const narrowed = { ...rest, project: { ...project, 'requires-python': `==${python}.*` }, tool: { uv } };
  await writeFile(file, stringify(narrowed));
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

function timedOut(spec: string): Problem {
  return new Problem(
    'environment',
    `Installing ${spec} timed out after ${timeoutMinutes} minutes`,
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
