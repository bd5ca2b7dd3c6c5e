/** A suite: the cases of one command, defined in `suites/<command>.ts`. */
import type { Case } from './case.ts';
import { type Command, commands } from './commands.ts';
import type { Entry } from './entry.ts';
import type { OptionTests } from './options/option-tests.ts';
import { requirements } from './requirements.ts';

/** Project and state of cases that do not name one. */
export interface Defaults {
  readonly project: string;
  readonly state: string;
}

export interface Suite {
  readonly command: Command;
  readonly defaults: Defaults;
  /** How the command's options are tested. The cases follow from the options that the reference has. */
  readonly options?: OptionTests | undefined;
  readonly cases: readonly Case[];
}

/**
 * Checks the definition of a suite and gives its cases their ids and defaults.
 * @throws Error naming the case that is wrong (a defect of the suite, not of an engine).
 */
export const defineSuite = ({
  command,
  defaults,
  options,
  cases,
}: Omit<Suite, 'cases'> & { readonly cases: Readonly<Record<string, Entry>> }): Suite => ({
  command,
  defaults,
  options,
  cases: Object.entries(cases).map(([name, entry]) => toCase(command, defaults, name, entry)),
});

/**
 * @param added arguments after those of the entry's command line.
 * @throws Error naming the case, as `defineSuite` does.
 */
export function toCase(
  command: Command,
  defaults: Defaults,
  name: string,
  entry: Entry,
  added: readonly string[] = [],
): Case {
  const id = `${command}/${name}`;
  const own = `${commands[command].prefix}-`;
  const unknown = entry.checks.filter((check) => !(check.startsWith(own) && check in requirements));
  if (unknown.length > 0)
    throw new Error(`${id} checks ${unknown.join(', ')}: not requirements of ${command}`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`${id}: a name has only a-z, 0-9 and hyphens`);
  const { title, checks, tier, project, state, before, argv, deadlineSeconds, ...subject } = entry;
  return {
    id,
    command,
    title,
    checks,
    tier: tier ?? 'standard',
    project: project ?? defaults.project,
    state: state ?? defaults.state,
    steps: [
      ...(before ?? []).map((step) =>
        'engine' in step ? { ...step, engine: argumentsIn(step.engine) } : step,
      ),
      { engine: [...argumentsIn(argv), ...added], ...subject },
    ],
    ...(deadlineSeconds && { deadlineSeconds }),
  };
}

/**
 * The arguments of a command line as a shell splits it, at spaces that are not in quotes. There are no variables or globs.
 * @throws Error when a quote is not closed.
 */
export function argumentsIn(line: string): readonly string[] {
  if (/['"]/.test(line.replaceAll(quoted, ''))) throw new Error(`A quote is not closed in ${line}`);
  return (line.match(word) ?? []).map((found) =>
    found.replaceAll(quoted, (_, single, double) => single ?? double.replaceAll(/\\(["\\])/g, '$1')),
  );
}

const quoted = /'([^']*)'|"((?:\\["\\]|[^"])*)"/g;
const word = new RegExp(`(?:${quoted.source}|[^\\s'"])+`, 'g');
