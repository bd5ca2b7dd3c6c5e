/** Provides an engine: from the cache, or built. */
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { inFolder } from '../process/environment.ts';
import { buildEngine } from './build.ts';
import { digestCheckout, readManifests } from './checkout.ts';
import type { Engine } from './engine.ts';
import { findCommand, packagesIn } from './installed.ts';
import { locationsOf } from './locations.ts';
import { homeFolder } from './prepare.ts';
import { provideProgram } from './program.ts';
import { enginesFolder, folderName, readRecord, touchUsed } from './record.ts';
import { settingsOf } from './settings.ts';
import { findTools } from './tools.ts';

export interface ProvideOptions {
  /** Our cache folder. */
  readonly cache: string;
  /** Told the progress of a build, at least every two seconds. */
  readonly say: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Provides an engine. If it is in the cache, only a few files are read and no process is started.
 * A checkout is installed editable: its code is used as it is, and each edit changes the engine’s `lock`.
 * @param given a name from the configuration, or a spec.
 * @throws Problem (usage) for what cannot be an engine: unknown name, package or version, no such program or command;
 * Problem (environment) for what fails on this machine: no uv, no network, a package that does not build. The cache is then unchanged.
 */
export async function provideEngine(given: string, config: Config, options: ProvideOptions): Promise<Engine> {
  const chosen = await settingsOf(given, config);
  const { spec, source, settings } = chosen;
  if (source.kind === 'exe') return provideProgram(chosen, source.path);
  const manifests = source.kind === 'path' ? await readManifests(source.path) : {};
  if (source.kind === 'path' && Object.keys(manifests).length === 0)
    throw noCheckout(spec, settings['get-with']);
  await findTools(settings.tools, spec);
  const folder = path.join(enginesFolder(options.cache), folderName(chosen, manifests));
  const record =
    (await readRecord(folder)) ?? (await buildEngine(chosen, folder, options.say, options.signal));
  await touchUsed(folder);
  // Without symbolic links: that is the path an engine prints, in a traceback for example.
  const root = await realpath(folder);
  const program = await findCommand(root, chosen, record);
  const lockFile = path.join(root, 'uv.lock');
  const lock = createHash('sha256').update(await readFile(lockFile));
  if (source.kind === 'path') lock.update(await digestCheckout(source.path));
  const locations = await locationsOf(program);
  return {
    kind: 'installed',
    spec,
    command: settings.command,
    program,
    path: [path.dirname(program)],
    env: inFolder(settings.env, root),
    ...(settings.prepare.length > 0 && { home: path.join(root, homeFolder) }),
    release: `${record.name}==${record.version}`,
    profiles: settings.profiles,
    version: record.version,
    root,
    locations,
    packages: await packagesIn(locations),
    lockFile,
    lock: lock.digest('hex'),
  };
}

function noCheckout(spec: string, getWith: string | undefined): Problem {
  return new Problem(
    'usage',
    `${spec} is not a checkout of an engine`,
    'The folder does not exist or has no pyproject.toml, setup.cfg or setup.py.',
    `${getWith === undefined ? 'Name' : `Get it with \`${getWith}\`, or name`} the folder that contains the package: path:../dvt/core.`,
  );
}
