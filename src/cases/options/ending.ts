/** How a command ends with an option, as far as its trial says so. */

import type { Command, TriedAlone } from '../case.ts';
import type { Expected, Outcome } from '../outcome.ts';
import type { Tryable } from './alone.ts';
import type { Ending, Trial } from './trial.ts';

/** @returns undefined where the trial says nothing: it ends as the command does from its base. */
export function endingOf(
  command: Command,
  { option, trial }: Tryable,
  { form, value }: { readonly form: TriedAlone['form']; readonly value: string | null },
): Expected | undefined {
  // Without a value, a flag that is on by default changes nothing when it is written, and one that is off when it is negated.
  const isSet =
    form === 'variable' || (form === 'plain') === (option.takes !== null || option.default !== true);
  const ending = endingsOf(command, trial.ends).find(
    ({ values, forms }) =>
      (values === undefined || (value !== null && values.includes(value))) &&
      (forms ? forms.includes(form) : isSet),
  );
  return ending?.expect ?? trial.expect;
}

/** Every outcome that a trial names for a command. */
export const endingsOn = (command: Command, ends: Trial['ends']): readonly Outcome[] =>
  endingsOf(command, ends).map(({ expect }) => expect);

function endingsOf(command: Command, ends: Trial['ends'] = []): readonly Ending[] {
  const all: readonly Ending[] = 'expect' in ends ? [ends] : ends;
  return all.filter(({ on }) => on === undefined || on.includes(command));
}
