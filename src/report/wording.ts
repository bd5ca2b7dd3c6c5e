/** What reports call things: engines, causes, command lines, lists. */
import type { Case, EngineStep, Outcome } from '../cases/case.ts';
import { compat } from '../config/installation.ts';
import type { Cause } from '../findings/cause.ts';
import type { Side } from '../workspace/workspace.ts';
import type { EngineName } from './run.ts';

export const sides = ['reference', 'candidate'] as const;
export type SideNames = Readonly<Record<Side, string>>;

/** The engines' commands, `dvt` under its product's name; `reference` and `candidate` where both have the same. */
export function sideNames({ reference, candidate }: Readonly<Record<Side, EngineName>>): SideNames {
  if (reference.command === candidate.command) return { reference: 'reference', candidate: 'candidate' };
  const product = (command: string) => (command === 'dvt' ? 'DVT' : command);
  return { reference: product(reference.command), candidate: product(candidate.command) };
}

/** `dbt-core==1.12.6 (version 1.12.6)`: a spec need not contain the version. */
export const withVersion = ({ spec, version }: EngineName): string =>
  version === '' || spec.endsWith(`==${version}`) ? spec : `${spec} (version ${version})`;

/** `dvt-core==0.2.28 against dbt-core==1.12.6` */
export const pairName = (run: Readonly<Record<Side, EngineName>>): string =>
  `${withVersion(run.candidate)} against ${withVersion(run.reference)}`;

/** The title of a cause without the commands at its end, as far as they are those of the cause: they have a column of their own. */
export function withoutCommands({ title, commands }: Pick<Cause, 'title' | 'commands'>): string {
  const [end = '', named = ''] = / \(([^()]+?)(?: \+\d+)?\)$/.exec(title) ?? [];
  return end !== '' && named.split(', ').every((command) => commands.includes(command))
    ? title.slice(0, -end.length)
    : title;
}

/** The last engine step of a case. */
const subjectStep = ({ steps }: Case): EngineStep | undefined => steps.findLast((step) => 'engine' in step);

/** Arguments of the subject. */
export const subject = (testCase: Case): readonly string[] => subjectStep(testCase)?.engine ?? [];

/** How the subject must end on the reference: one of these. */
export const expectedOutcomes = (testCase: Case): readonly Outcome[] =>
  [subjectStep(testCase)?.expect ?? 'success'].flat();

/** A command line as typed into a shell. */
export const commandLine = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Runs one case of a pair again. */
export const reproCommand = (id: string, reference: string, candidate: string): string =>
  `${compat} ${commandLine(['repro', id, '--reference', reference, '--candidate', candidate])}`;

/** Writes a stand-alone script of one case, and runs it. */
export const scriptCommands = (id: string, reference: string, candidate: string): string => {
  const file = `${id.replace('/', '-')}.sh`;
  return `${reproCommand(id, reference, candidate)} --script ${file}\nbash ${file}   # the server: DATABASE_URL`;
};

/** The first of a list, then how many others there are. */
export function firstOf(
  lines: readonly string[],
  most: number,
  others: (count: number) => string,
): readonly string[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), others(rest)] : lines;
}

/** `a, b and 3 more` */
export function namesOf(names: readonly string[], most: number, separator = ', '): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(separator)}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** `3 same, 2 expected`: without those that are 0. */
export const countsOf = (counts: readonly (readonly [count: number, what: string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
