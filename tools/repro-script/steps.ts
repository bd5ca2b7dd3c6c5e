/** Steps of a case and of its initial state as lines of a shell script. */
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
  const { write, times } = step;
  if (times === undefined) return Object.entries(write).map(([file, content]) => editLine(file, content));
  return Array.from({ length: times }, (_, index) => {
    const numbered = (text: string) => text.replaceAll('{n}', String(index + 1));
    return Object.entries(write).map(([file, content]) => editLine(numbered(file), content, numbered));
  }).flat();
}

function editLine(file: string, content: Content, numbered = (text: string) => text): string {
  const path = under('project', file);
  if (content === null) return `rm -rf ${path}`;
  if (typeof content === 'string') return given(`put ${path}`, numbered(content));
  const { head, line, lines } = content;
  const first = head === undefined ? '' : `printf '%s\\n' ${word(numbered(head))}; `;
  return `{ ${first}repeat ${word(line)} ${lines}; } | put ${path}`;
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
