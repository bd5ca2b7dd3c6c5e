/** Cases that test every pair of a command's own options, at each of their levels. */
import { createRequire } from 'node:module';
import type { Case, Expected, Level, Levels } from '../case.ts';
import { type Command, commands } from '../commands.ts';
import { type Defaults, toCase } from '../define-suite.ts';
import { formAt } from './alone.ts';
import { type Conflict, endingOf, type OptionTests, type TestedOption } from './option-tests.ts';

/** The package has no ES module build whose exports both Node and vitest find. */
const { make, criteria } = createRequire(import.meta.url)('covertable') as typeof import('covertable');

export function pairCases(
  command: Command,
  defaults: Defaults,
  tests: OptionTests,
  options: readonly TestedOption[],
): readonly Case[] {
  return rowsOf(tests, options).map((levels, index) => {
    const chosen = options.filter(({ name }) => isWritten(levels[name]));
    const written = chosen.flatMap((each) => formAt(each, levels[each.name] as 'on' | 'no').argv);
    const entry = {
      ...tests.base,
      expect: expectedOf(command, tests, chosen, levels),
      checks: [`${commands[command].prefix}-FLAG`],
      title: `uses ${written.join(' ') || 'no options'}`,
      tier: 'full',
    } as const;
    return { ...toCase(command, defaults, `pair-${index + 1}`, entry, written), tried: { levels } };
  });
}

/**
 * A row may end as the command does without options, or as it does with one of them alone: an option can keep another one
 * from having an effect. A conflict is a usage error.
 */
function expectedOf(
  command: Command,
  { base, conflicts = [] }: OptionTests,
  chosen: readonly TestedOption[],
  levels: Levels,
): Expected {
  if (conflicts.some((conflict) => hasAll(levels, conflict))) return 'usage-error';
  return [
    ...new Set([
      ...[base.expect ?? 'success'].flat(),
      ...chosen.flatMap(
        (each) => endingOf(command, each, formAt(each, levels[each.name] as 'on' | 'no')) ?? [],
      ),
    ]),
  ];
}

/** Rows of levels that hold every pair: few rows for compatible options, and one for each pair that needs its own. */
function rowsOf(
  { isolated = [], conflicts = [] }: OptionTests,
  options: readonly TestedOption[],
): readonly Levels[] {
  const compatible = options.filter(({ name }) => !isolated.includes(name));
  const rows = cover(compatible, conflicts);
  return [...rows, ...missingPairs(options, rows)];
}

const levelsOf = ({ option }: TestedOption): readonly Level[] =>
  option.negatives.length > 0 ? ['off', 'on', 'no'] : ['off', 'on'];

function cover(options: readonly TestedOption[], conflicts: readonly Conflict[]): readonly Levels[] {
  if (options.length < 2) return [];
  const factors = Object.fromEntries(options.map((each) => [each.name, [...levelsOf(each)]]));
  // An isolated option is not a factor, so the library never sets it.
  const relevant = conflicts.filter((conflict) => Object.keys(conflict).every((name) => name in factors));
  const rows = make(factors, {
    // As few rows as the other criterion makes, in a fifth of the time.
    criterion: criteria.simple,
    preFilter: (row: object) => !relevant.some((conflict) => violates(row as Partial<Levels>, conflict)),
  });
  return rows as readonly Levels[];
}

/** Whether a row, which may be incomplete, has all levels of a conflict. */
const violates = (row: Partial<Levels>, conflict: Conflict) =>
  Object.keys(conflict).every((name) => row[name] !== undefined) && hasAll(row, conflict);

/** Whether a row has all levels of a conflict; an option that it does not name is off. */
const hasAll = (row: Partial<Levels>, conflict: Conflict) =>
  Object.entries(conflict).every(([name, level]) =>
    typeof level === 'boolean' ? isWritten(row[name]) === level : row[name] === level,
  );

const isWritten = (level: Level | undefined) => level !== undefined && level !== 'off';

/** A row with nothing else for each pair of levels that no row holds. */
function missingPairs(options: readonly TestedOption[], rows: readonly Levels[]): readonly Levels[] {
  const covered = new Set(rows.flatMap((row) => pairsIn(row, options)));
  const found: Levels[] = [];
  for (const [a, b] of pairsOf(options))
    for (const first of levelsOf(a))
      for (const second of levelsOf(b)) {
        const row = { [a.name]: first, [b.name]: second };
        const [pair] = pairsIn(row, [a, b]);
        if (pair === undefined || covered.has(pair)) continue;
        found.push(row);
        for (const each of pairsIn(row, options)) covered.add(each);
      }
  return found;
}

/** Every pair of levels in a row, as text; an option that it does not name is off. */
export const pairsIn = (row: Levels, options: readonly TestedOption[]): readonly string[] =>
  pairsOf(options).map((pair) => pair.map(({ name }) => `${name}=${row[name] ?? 'off'}`).join(' '));

/** Every pair of levels that options have, as text. */
export const allPairs = (options: readonly TestedOption[]): readonly string[] =>
  pairsOf(options).flatMap(([a, b]) =>
    levelsOf(a).flatMap((first) => levelsOf(b).map((second) => `${a.name}=${first} ${b.name}=${second}`)),
  );

const pairsOf = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.flatMap((first, index) => list.slice(index + 1).map((second) => [first, second] as const));
