/** Cases that test one option alone: plain, in its negative form, and as an environment variable. */
import type { Option } from '../../dbt/definitions.ts';
import { actionsOf, type Case, type Step, type TriedAlone } from '../case.ts';
import { type Command, commands } from '../commands.ts';
import { argumentsIn, type Defaults, toCase } from '../define-suite.ts';
import {
  type Base,
  endingOf,
  endingsOn,
  noEffectOn,
  type OptionTest,
  type TestedOption,
} from './option-tests.ts';

interface Form {
  readonly form: TriedAlone['form'];
  /** What the option is given; null if it takes no value. */
  readonly value: string | null;
  /** Name of the case. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Cases with the same steps without their option share this many workspaces: with a single one, each would wait for all others. */
const lanes = 3;

/** @returns no case for an option that takes a value if neither its test nor its choices name one. */
export function aloneCases(
  command: Command,
  defaults: Defaults,
  base: Base,
  tested: TestedOption,
): readonly Case[] {
  const { name: option, test, own } = tested;
  const { values: _, valueInPairs: __, with: added, noEffect: ___, ends: ____, ...overrides } = test;
  const { expect, ...start }: Base = { ...base, ...overrides };
  const given = argumentsIn(added ?? '');
  const why = noEffectOn(command, test);
  // If an argument in both command lines already makes the command fail, it may end either way without the option.
  const withoutIt = [
    ...new Set([...[expect ?? 'success'].flat(), ...endingsOn(command, test).map((ending) => ending.expect)]),
  ];
  return formsOf(tested).map((form, index) => {
    const entry = {
      ...start,
      checks: [`${commands[command].prefix}-FLAG`],
      tier: own ? 'standard' : 'full',
      title: `uses ${[...form.argv, ...Object.entries(form.env ?? {}).map((each) => each.join('='))].join(' ')}`,
    } as const;
    const env = { ...start.env, ...form.env };
    const ending = endingOf(command, tested, form) ?? expect;
    const withIt = {
      ...entry,
      ...(ending && { expect: ending }),
      ...(Object.keys(env).length > 0 && { env }),
    };
    const without = toCase(command, defaults, form.name, { ...entry, expect: withoutIt }, given);
    return {
      ...toCase(command, defaults, form.name, withIt, [...given, ...form.argv]),
      tried: {
        option,
        form: form.form,
        workspace: workspaceOf(command, without.steps, (laneOf(option) + index) % lanes),
        without: without.steps,
        ...(why !== undefined && { noEffect: why }),
      },
    };
  });
}

/** The forms of an option, with one plain form for each value. */
export function formsOf({ name, option, test }: TestedOption): readonly Form[] {
  const slug = name.replace(/^-+/, '');
  const values = valuesOf(option, test);
  const plain = values.map((value, index): Form => {
    const number = index === 0 ? '' : `-${index + 1}`;
    return {
      ...{ form: 'plain', name: `flag-${slug}${number}`, value },
      argv: value === null ? [name] : [name, value],
    };
  });
  const negative = longest(option.negatives);
  // Versions of dbt that know a variable by several names know the last one.
  const variable = option.variables.at(-1);
  const [value] = values;
  return [
    ...plain,
    ...(negative
      ? [{ form: 'negative', name: `flag-no-${slug}`, value: null, argv: [negative] } as const]
      : []),
    ...(variable !== undefined && value !== undefined
      ? [
          {
            form: 'variable',
            name: `flag-${slug}-env`,
            value,
            argv: [],
            env: { [variable]: value ?? String(option.default !== true) },
          } as const,
        ]
      : []),
  ];
}

/** Values of an option; null stands for an option that takes none. */
const valuesOf = ({ takes, choices }: Option, { values }: OptionTest): readonly (string | null)[] =>
  takes === null ? [null] : (values ?? choices ?? []);

/** How an option is written at a level in a row of pairs. */
export function formAt(
  { name, option, test }: TestedOption,
  level: 'on' | 'no',
): Pick<Form, 'form' | 'value' | 'argv'> {
  if (level === 'no') return { form: 'negative', value: null, argv: [longest(option.negatives) as string] };
  const [first = null] = valuesOf(option, test);
  const value = test.valueInPairs ?? first;
  return { form: 'plain', value, argv: value === null ? [name] : [name, value] };
}

const workspaceOf = (command: Command, without: readonly Step[], lane: number) =>
  `${command}/${JSON.stringify(actionsOf(without))}/${lane}`;

/** A number that only depends on the name. */
const laneOf = (option: string) => [...option].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

const longest = (names: readonly string[]) => names.toSorted((a, b) => b.length - a.length)[0];
