/** The flag matrix: the cases that follow from the options that the reference has for a command. */
import type { Definitions } from '../../dbt/definitions.ts';
import { type Case, identityOf } from '../case.ts';
import { type Command, typed } from '../commands.ts';
import type { Suite } from '../define-suite.ts';
import { aloneCases, formsOf } from './alone.ts';
import type { SharedOptionTests, TestedOption } from './option-tests.ts';
import { pairCases } from './pairs.ts';

/** Whether a glob over ids may match cases that are only known from the options of the reference. */
export const mayBeGenerated = (glob: string | undefined): boolean =>
  glob !== undefined && /\/(flag|pair)-|[*?[{(!]/.test(glob);

/** The options of a command, with their tests. */
export interface CommandOptions {
  readonly command: Command;
  readonly options: readonly TestedOption[];
}

/** The cases of a suite with those of its flag matrix, and the options from which these follow. */
export type PlannedSuite = Omit<Suite, 'options'> & CommandOptions;

/** Adds a case for each form of each option, and rows of options that hold each pair of the command's own. */
export function withMatrix(
  { options: tests, ...suite }: Suite,
  definitions: Definitions,
  shared: SharedOptionTests,
): PlannedSuite {
  const { command, defaults } = suite;
  const options = Object.entries(definitions.commands[typed(command)] ?? {}).map(([name, option]) => ({
    name,
    option,
    test: { ...shared[name], ...tests?.tests?.[name] },
    own: !definitions.shared.includes(name),
  }));
  if (!tests) return { ...suite, options };
  const tested = options.filter((each) => formsOf(each).length > 0);
  const own = tested.filter((each) => each.own);
  const cases = [
    ...suite.cases,
    ...merged(
      tested.flatMap((each) => aloneCases(command, defaults, tests.base, each)),
      pairCases(command, defaults, tests, own),
    ),
  ];
  const ids = cases.map(({ id }) => id);
  const double = ids.find((id, index) => ids.indexOf(id) !== index);
  if (double !== undefined) throw new Error(`${double} is both defined and generated for an option`);
  return { ...suite, cases, options };
}

/** A row of pairs with a single option takes the same steps as the case of that option alone: they become one case. */
function merged(alone: readonly Case[], pairs: readonly Case[]): readonly Case[] {
  const rows = new Map(pairs.map((row) => [identityOf(row), row.tried?.levels]));
  const joined = alone.map((testCase): Case => {
    const levels = rows.get(identityOf(testCase));
    return levels && testCase.tried ? { ...testCase, tried: { ...testCase.tried, levels } } : testCase;
  });
  const known = new Set(alone.map(identityOf));
  return [...joined, ...pairs.filter((row) => !known.has(identityOf(row)))];
}
