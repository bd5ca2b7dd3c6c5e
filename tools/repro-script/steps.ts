/** Steps of a case and of its starting point, as a script takes them. */
import type { Content, Step } from '../../src/cases/case.ts';
import type { State } from '../../src/cases/state.ts';
import { given, under, word } from './shell.ts';

/** Lines of the script for one step. @param number of the step, from 1. */
export function stepLines(step: Step, number: number): readonly string[] {
  if ('engine' in step) {
    const variables = Object.entries(step.env ?? {}).map((each) => word(each.join('=')));
    return [['step', number, ...variables, '--', ...step.engine.map(word)].join(' ')];
  }
  if ('sql' in step) return [given('sql', `${step.sql}\n`)];
  if ('repository' in step) return [['repository', ...[step.repository, ...step.tags].map(word)].join(' ')];
  const contents = Object.entries(step.write);
  return step.times === undefined && contents.every(isPlain)
    ? contents.map(([file, text]) =>
        text === null
          ? `rm -rf ${under('project', file)}`
          : given(`put ${under('project', file)}`, text as string),
      )
    : [given('tool edit.py "$project"', `${JSON.stringify(step, null, 1)}\n`)];
}

const isPlain = ([, content]: readonly [string, Content]) => content === null || typeof content === 'string';

/**
 * Lines that make a state with the reference, from an empty database on.
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
        'lay_out "$template"',
        ...(sql === undefined ? [] : [given('sql', sql.endsWith('\n') ? sql : `${sql}\n`)]),
        ...state.steps.map((argv) => `prepare ${argv.map(word).join(' ')}`),
        ['keep_state', ...state.keep.map(word)].join(' '),
      ];
    });
}
