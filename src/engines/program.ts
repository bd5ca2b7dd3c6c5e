/** Engines that are given as a program: `exe:…`. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../config/problem.ts';
import type { ExternalProgram } from './engine.ts';
import { packagesIn } from './installed.ts';
import { locationsOf } from './locations.ts';
import type { ChosenEngine } from './settings.ts';

/**
 * The engine of a program. It is not run to ask for its version, because an unknown program may do anything.
 * @throws Problem (usage) if it is not an executable file.
 */
export async function provideProgram(
  { spec, settings }: ChosenEngine,
  program: string,
): Promise<ExternalProgram> {
  const refuse = (why: string, cause?: unknown) =>
    new Problem(
      'usage',
      `${spec} cannot be used as an engine`,
      why,
      'Name an executable file: exe:/path/to/dbt.',
      cause,
    );
  const stats = await stat(program).catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === 'ENOENT' ? 'The file does not exist.' : error.message, error);
  });
  if (!stats.isFile()) throw refuse('It is not a file.');
  await access(program, constants.R_OK | constants.X_OK).catch((error: Error) => {
    throw refuse('It is not readable and executable.', error);
  });
  const hash = createHash('sha256');
  await pipeline(createReadStream(program), hash);
  const locations = await locationsOf(program);
  return {
    kind: 'program',
    spec,
    command: settings.command,
    program,
    path: (await isEnvironment(path.dirname(program))) ? [path.dirname(program)] : [],
    env: settings.env,
    release: '',
    profiles: settings.profiles,
    version: '',
    locations,
    packages: await packagesIn(locations),
    lock: hash.digest('hex'),
  };
}

/**
 * A program in a virtual environment may call others of it, so its folder is added to PATH, as when it is activated. Other folders
 * are not, because a script named dbt that calls the real dbt would find itself.
 */
const isEnvironment = (folder: string) =>
  access(path.join(folder, '../pyvenv.cfg')).then(
    () => true,
    () => false,
  );
