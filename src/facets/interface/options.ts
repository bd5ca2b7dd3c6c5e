/** The options of a command, seen where a step asks for its help. */
import type { Definitions } from '../../dbt/definitions.ts';
import { readHelp } from '../../dbt/help.ts';
import type { Interface } from '../../observe/observation.ts';

/**
 * What a step that asks for help shows of its command’s options.
 * @param definitions those of the engine, where it has any; else what was printed has to say it.
 * @param argv the step’s own.
 * @returns undefined for a step that does not ask for help.
 */
export function interfaceOf(
  definitions: Definitions | undefined,
  argv: readonly string[],
  stdout: string,
): Interface | undefined {
  if (!argv.includes('--help')) return undefined;
  const words = argv.filter((word) => !word.startsWith('-')).join(' ');
  const options = definitions?.commands[words];
  return options ? { source: 'definitions', options } : { source: 'help', options: readHelp(stdout) };
}
