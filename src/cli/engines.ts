/** The command `engines`: lists, installs and removes engines in the cache. */
import { readFile } from 'node:fs/promises';
import { cacheFolder } from '../compare/session.ts';
import { type Config, readConfig } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { listEngines, pruneEngines, unusedDays } from '../engines/cached.ts';
import type { Engine } from '../engines/engine.ts';
import { provideEngine } from '../engines/provide.ts';
import { plainTable } from '../report/terminal/plain-table.ts';
import { showProgress } from './progress.ts';

/** Prints the engines in the cache, the last used first. */
export async function list(options: { readonly json?: boolean }): Promise<void> {
  const listed = await listEngines(cacheFolder());
  if (options.json) {
    const plain = listed.map(({ folder: _, ...engine }) => engine);
    process.stdout.write(`${JSON.stringify(plain, null, 2)}\n`);
    return;
  }
  if (listed.length === 0) {
    process.stdout.write('No engine is installed. A run installs the engines it needs.\n');
    return;
  }
  const table = plainTable(
    [
      { head: 'engine', align: 'left' },
      { head: 'version', align: 'left' },
      { head: 'MiB', align: 'right' },
      { head: 'last used', align: 'left' },
    ],
    listed.map(({ spec, version, size, used }) => [
      ...[spec, version, String(Math.round(size / 1024 ** 2)), used.toISOString().slice(0, 10)],
    ]),
  );
  process.stdout.write(`${table}\n`);
}

/** Installs an engine unless it is installed. */
export async function add(root: string, spec: string, signal: AbortSignal): Promise<void> {
  const { version } = await provide(root, spec, signal);
  process.stdout.write(`${spec} is installed${version ? `, version ${version}` : ''}.\n`);
}

/** Prints the uv lock of an engine. */
export async function lock(root: string, spec: string, signal: AbortSignal): Promise<void> {
  const engine = await provide(root, spec, signal);
  if (engine.kind === 'program')
    throw new Problem(
      'usage',
      `${spec} has no lock file`,
      'It is a program, not a package.',
      'Name an engine that is installed from packages.',
    );
  process.stdout.write(await readFile(engine.lockFile, 'utf8'));
}

/** Removes engines that were not used for a month, or all. */
export async function prune(options: { readonly all?: boolean }): Promise<void> {
  const removed = await pruneEngines(cacheFolder(), { all: options.all ?? false });
  const names = removed.map(({ spec }) => spec).join(', ');
  process.stdout.write(
    names ? `Removed ${names}.\n` : `Nothing to remove: every engine was used within ${unusedDays} days.\n`,
  );
}

const provide = async (root: string, spec: string, signal: AbortSignal): Promise<Engine> =>
  provideForCommand(spec, await readConfig([process.cwd(), root]), signal);

/** An engine, installed while progress is shown if it is not yet. */
export async function provideForCommand(spec: string, config: Config, signal: AbortSignal): Promise<Engine> {
  const progress = await showProgress();
  return provideEngine(spec, config, { cache: cacheFolder(), say: progress.say, signal }).finally(
    progress.end,
  );
}
