/** The console command of an engine that is installed. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { configFile } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import type { Distribution } from './installed.ts';
import type { ChosenEngine } from './settings.ts';

/**
 * Path of the console command in an engine’s folder.
 * @throws Problem (usage) naming the commands there are.
 */
export async function findCommand(
  folder: string,
  { spec, settings: { command } }: ChosenEngine,
  { name, commands }: Distribution,
): Promise<string> {
  const program = path.join(folder, '.venv/bin', command);
  await access(program, constants.X_OK).catch(() => {
    throw new Problem(
      'usage',
      `${spec} has no command ${command}`,
      `The package ${name} provides ${commands.length > 0 ? commands.join(', ') : 'no command'}.`,
      `Set \`command:\` under \`families: ${name}:\` or for the engine in ${configFile}.`,
    );
  });
  return program;
}
