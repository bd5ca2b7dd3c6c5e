/** Command lines of a case, for people. */

import type { Case, Outcome } from '../cases/case.ts';
import { compat } from '../config/installation.ts';

/** The subject: the last engine step. */
const lastEngineStep = ({ steps }: Case) => steps.findLast((step) => 'engine' in step);

/** Arguments of the subject. */
export const subject = (one: Case): readonly string[] => lastEngineStep(one)?.engine ?? [];

/** How the subject must end on the reference: one of these. */
export const expectedOutcomes = (one: Case): readonly Outcome[] =>
  [lastEngineStep(one)?.expect ?? 'success'].flat();

/** A command line as one would type it into a shell. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** What a user types to see one case of this pair again. */
export const reproCommand = (id: string, reference: string, candidate: string): string =>
  `${compat} ${commandLine(['repro', id, '--reference', reference, '--candidate', candidate])}`;

/** What writes a stand-alone script of one case, and runs it. */
export const scriptCommands = (id: string, reference: string, candidate: string): string => {
  const file = `${id.replace('/', '-')}.sh`;
  return `${reproCommand(id, reference, candidate)} --script ${file}\nbash ${file}   # the server: DATABASE_URL`;
};
