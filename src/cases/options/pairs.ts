/** Cases that test every pair of a command's own options, at each of their levels. */
import { createRequire } from 'node:module';
import { type Case, type Command, commands, type Level, type Levels } from '../case.ts';
import { type Defaults, splitArgv, toCase } from '../define-suite.ts';
import type { Expected } from '../outcome.ts';
import { formAt, type Tryable } from './alone.ts';
import { endingOf } from './ending.ts';
import type { Clash, Trials } from './trial.ts';

/** Packed in a way whose names neither Node nor vitest finds both. */
const { make, criteria } = createRequire(import.meta.url)('covertable') as typeof import('covertable');

export function pairCases(
  command: Command,
  defaults: Defaults,
  trials: Trials,
  options: readonly Tryable[],
): readonly Case[] {
  return rowsOf(trials, options).map((levels, index) => {
    const chosen = options.filter(({ name }) => isThere(levels[name]));
    const written = chosen.flatMap((each) => formAt(each, levels[each.name] as 'on' | 'no').argv);
    const made = toCase(command, defaults, `pair-${index + 1}`, {
      ...trials.base,
      argv: [...splitArgv(trials.base.argv), ...written],
      expect: expectedOf(command, trials, chosen, levels),
      checks: [`${commands[command]}-FLAG`],
      title: `uses ${written.join(' ') || 'no options'}`,
      tier: 'full',
    });
    return { ...made, tried: { levels } };
  });
}

/**
 * A row ends as the command does without options, or as it does with one of them alone: which of them, depends on what the
 * others leave it to do. What clashes is wrong usage.
 */
function expectedOf(
  command: Command,
  { base, clashes = [] }: Trials,
  chosen: readonly Tryable[],
  levels: Levels,
): Expected {
  if (clashes.some((clash) => hasAll(levels, clash))) return 'usage-error';
  return [
    ...new Set([
      ...[base.expect ?? 'success'].flat(),
      ...chosen.flatMap(
        (each) => endingOf(command, each, formAt(each, levels[each.name] as 'on' | 'no')) ?? [],
      ),
    ]),
  ];
}

/** Rows of levels that hold every pair: few for options that go together, one for each pair that does not. */
function rowsOf({ apart = [], clashes = [] }: Trials, options: readonly Tryable[]): readonly Levels[] {
  const together = options.filter(({ name }) => !apart.includes(name));
  const rows = cover(together, clashes);
  const missing = missingPairs(options, rows);
  return [...rows, ...missing];
}

/** Levels an option can have in a row. */
export const levelsOf = ({ option }: Tryable): readonly Level[] =>
  option.negatives.length > 0 ? ['off', 'on', 'no'] : ['off', 'on'];

function cover(options: readonly Tryable[], clashes: readonly Clash[]): readonly Levels[] {
  if (options.length < 2) return [];
  const factors = Object.fromEntries(options.map((each) => [each.name, [...levelsOf(each)]]));
  // The library asks for nothing but factors: an option that is tried apart is none.
  const among = clashes.filter((clash) => Object.keys(clash).every((name) => name in factors));
  const rows = make(factors, {
    // As few rows as the other criterion makes, in a fifth of the time: every run waits for it.
    criterion: criteria.simple,
    preFilter: (row: object) => !among.some((clash) => breaks(row as Partial<Levels>, clash)),
  });
  return rows as readonly Levels[];
}

/** Whether a row, which may still be incomplete, has all levels of a clash. */
const breaks = (row: Partial<Levels>, clash: Clash) =>
  Object.keys(clash).every((name) => row[name] !== undefined) && hasAll(row, clash);

/** Whether a row has all levels of a clash; an option it does not name is off. */
const hasAll = (row: Partial<Levels>, clash: Clash) =>
  Object.entries(clash).every(([name, level]) =>
    typeof level === 'boolean' ? isThere(row[name]) === level : row[name] === level,
  );

const isThere = (level: Level | undefined) => level !== undefined && level !== 'off';

/** A row for each pair of levels that no row holds: nothing else is in it. */
function missingPairs(options: readonly Tryable[], rows: readonly Levels[]): readonly Levels[] {
  const covered = new Set(rows.flatMap((row) => pairsIn(row, options)));
  const found: Levels[] = [];
  for (const [one, other] of twos(options))
    for (const first of levelsOf(one))
      for (const second of levelsOf(other)) {
        const row = { [one.name]: first, [other.name]: second };
        const [pair] = pairsIn(row, [one, other]);
        if (pair === undefined || covered.has(pair)) continue;
        found.push(row);
        for (const each of pairsIn(row, options)) covered.add(each);
      }
  return found;
}

/** Every pair of levels a row holds; an option it does not name is off. */
export const pairsIn = (row: Levels, options: readonly Tryable[]): readonly string[] =>
  twos(options).map(([one, other]) =>
    [one, other].map(({ name }) => `${name}=${row[name] ?? 'off'}`).join(' '),
  );

/** Every pair of levels there is. */
export const allPairs = (options: readonly Tryable[]): readonly string[] =>
  twos(options).flatMap(([one, other]) =>
    levelsOf(one).flatMap((first) =>
      levelsOf(other).map((second) => `${one.name}=${first} ${other.name}=${second}`),
    ),
  );

const twos = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.flatMap((one, index) => list.slice(index + 1).map((other) => [one, other] as const));
