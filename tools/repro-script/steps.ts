/** Steps of a case and of its initial state as lines of a shell script. */
import type { Step } from '../../src/cases/case.ts';
import type { State } from '../../src/cases/state.ts';
import { scriptOfEdit } from '../../src/workspace/edits.ts';
import { given, under, word } from './shell.ts';

/** Lines of the script for one step. @param number of the step, from 1. */
export function stepLines(step: Step, number: number): readonly string[] {
  if ('engine' in step) {
    const variables = Object.entries(step.env ?? {}).map((each) => word(each.join('=')));
    return [['step', number, ...variables, '--', ...step.engine.map(word)].join(' ')];
  }
  return scriptOfEdit(step, { word, under, given });
}

/**
 * Lines that create a state with the reference, starting with an empty database.
 * @param chain the state after those it continues from.
 * @param sqlOf text of a state's SQL file.
 */
export function stateLines(
  chain: readonly State[],
  sqlOf: (state: State) => string | undefined,
): readonly string[] {
  return chain
    .filter(({ sql, steps }) => sql !== undefined || steps.length > 0)
    .flatMap((state) => {
      const sql = sqlOf(state);
      return [
        `# ${state.name}`,
        'set_up "$template"',
        ...(sql === undefined ? [] : [given('sql', sql.endsWith('\n') ? sql : `${sql}\n`)]),
        ...state.steps.map((argv) => `state_step ${argv.map(word).join(' ')}`),
        ['keep_state', ...state.keep.map(word)].join(' '),
      ];
    });
}
