/** Cases that test one option alone: plain, in its negative form, and as an environment variable. */
import type { Option } from '../../dbt/definitions.ts';
import { actionsOf } from '../actions.ts';
import { type Case, type Command, commands, type Step, type TriedAlone } from '../case.ts';
import { type Defaults, splitArgv, toCase } from '../define-suite.ts';
import { endingOf, endingsOn } from './ending.ts';
import type { Base, Silence, Trial } from './trial.ts';

/** An option of a command, and how it is tried there. */
export interface Tryable {
  /** Its longest name. */
  readonly name: string;
  readonly option: Option;
  readonly trial: Trial;
  /** Whether it is the command's own: every command takes the others as well. */
  readonly own: boolean;
}

interface Form {
  readonly form: TriedAlone['form'];
  /** What the option is given; null where it takes no value. */
  readonly value: string | null;
  /** Completes the name of the case. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Cases with the same steps without their option share so many places: with one, they would all wait for each other. */
const lanes = 3;

/** @returns no case for an option that takes a value where neither its trial nor its choices name one. */
export function aloneCases(
  command: Command,
  defaults: Defaults,
  base: Base,
  tryable: Tryable,
): readonly Case[] {
  const { name: option, trial, own } = tryable;
  const { values: _, paired: __, with: beside, silent, ends, ...given } = trial;
  const { expect, ...start }: Base = { ...base, ...given };
  const argv = [...splitArgv(start.argv), ...splitArgv(beside ?? '')];
  const why = silenceOn(command, silent);
  // Where an option does not act, because another one with it already makes the command fail, both ends are possible.
  const withoutIt = [...new Set([...[expect ?? 'success'].flat(), ...endingsOn(command, ends)])];
  return formsOf(tryable).map((form, index) => {
    const entry = {
      ...start,
      checks: [`${commands[command]}-FLAG`],
      tier: own ? 'standard' : 'full',
      title: `uses ${[...form.argv, ...Object.entries(form.env ?? {}).map((each) => each.join('='))].join(' ')}`,
    } as const;
    const env = { ...start.env, ...form.env };
    const tried = toCase(command, defaults, form.name, {
      ...entry,
      argv: [...argv, ...form.argv],
      ...expecting(endingOf(command, tryable, form) ?? expect),
      ...(Object.keys(env).length > 0 && { env }),
    });
    const without = toCase(command, defaults, form.name, {
      ...entry,
      argv,
      expect: withoutIt,
    });
    return {
      ...tried,
      tried: {
        option,
        form: form.form,
        place: placeFor(command, without.steps, (laneOf(option) + index) % lanes),
        without: without.steps,
        ...(why !== undefined && { silent: why }),
      },
    };
  });
}

/** The forms an option has: what a command line or a variable says, once for each value. */
export function formsOf({ name, option, trial }: Tryable): readonly Form[] {
  const slug = name.replace(/^-+/, '');
  const { negatives, variables } = option;
  const values = valuesOf(option, trial);
  const plain = values.map((value, index): Form => {
    const number = index === 0 ? '' : `-${index + 1}`;
    return {
      ...{ form: 'plain', name: `flag-${slug}${number}`, value },
      argv: value === null ? [name] : [name, value],
    };
  });
  const negative = longest(negatives);
  // Versions of an engine that know a variable by several names know the last one.
  const variable = variables.at(-1);
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
const valuesOf = ({ takes, choices }: Option, { values }: Trial): readonly (string | null)[] =>
  takes === null ? [null] : (values ?? choices ?? []);

/** How an option is written at a level. */
export function formAt(
  { name, option, trial }: Tryable,
  level: 'on' | 'no',
): Pick<Form, 'form' | 'value' | 'argv'> {
  if (level === 'no') return { form: 'negative', value: null, argv: [longest(option.negatives) as string] };
  const [first = null] = valuesOf(option, trial);
  const value = trial.paired ?? first;
  return { form: 'plain', value, argv: value === null ? [name] : [name, value] };
}

const placeFor = (command: Command, without: readonly Step[], lane: number) =>
  `${command}/${JSON.stringify(actionsOf(without))}/${lane}`;

/** Any number that follows from the name. */
const laneOf = (option: string) => [...option].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

const expecting = (expect: Base['expect']) => expect && { expect };

const longest = (names: readonly string[]) => names.toSorted((a, b) => b.length - a.length)[0];

function silenceOn(command: Command, silent: Trial['silent']): string | undefined {
  const all: readonly Silence[] = silent === undefined ? [] : 'why' in silent ? [silent] : silent;
  return all.find(({ on }) => on === undefined || on.includes(command))?.why;
}
