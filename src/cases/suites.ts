/** Loads the suites and selects the cases of a run. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import { compat, extension } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import { type Tier, tiers } from '../config/tiers.ts';
import type { Definitions } from '../dbt/definitions.ts';
import type { Case } from './case.ts';
import { type Command, commandNames } from './commands.ts';
import type { Suite } from './define-suite.ts';
import { type PlannedSuite, withMatrix } from './options/matrix.ts';
import type { SharedOptionTests } from './options/option-tests.ts';

/** What the user asked for. */
export interface Selection {
  /** Commands by name; all when empty. */
  readonly commands: readonly string[];
  /** Cases of this tier and of the smaller ones. */
  readonly tier: Tier;
  /** Only cases whose id matches this glob, from all tiers. */
  readonly glob?: string | undefined;
}

/** Loads the suites of the checkout, `suites/<command>.ts`, in the order of the specification. */
export async function loadSuites(root: string): Promise<readonly Suite[]> {
  const files = await readdir(path.join(root, 'suites'));
  const commands = commandNames.filter((command) => files.includes(command + extension));
  return Promise.all(commands.map((command) => defaultOf<Suite>(root, command)));
}

/**
 * The suites with the cases of their flag matrices.
 * @param definitions options of the reference; without them there is no matrix, and no option is known.
 * @throws Error when a generated case has the name of a defined one.
 */
export async function withMatrices(
  root: string,
  suites: readonly Suite[],
  definitions: Definitions | undefined,
): Promise<readonly PlannedSuite[]> {
  if (!definitions) return suites.map((suite) => ({ ...suite, options: [] }));
  const shared = await defaultOf<SharedOptionTests>(root, 'shared/options');
  return suites.map((suite) => withMatrix(suite, definitions, shared));
}

/** The default export of a module in `suites/`. */
async function defaultOf<T>(root: string, name: string): Promise<T> {
  const file = path.join(root, 'suites', name + extension);
  return ((await import(pathToFileURL(file).href)) as { default: T }).default;
}

interface SuiteCases {
  readonly command: Command;
  readonly cases: readonly Case[];
}

/**
 * The cases of a selection, in the order of the suites.
 * @throws Problem (usage) when a command is unknown or no case is selected.
 */
export function selectCases(suites: readonly SuiteCases[], selection: Selection): readonly Case[] {
  const known: readonly string[] = suites.map(({ command }) => command);
  const unknown = selection.commands.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Problem(
      'usage',
      `No suite for the command ${JSON.stringify(unknown)}`,
      `Commands with a suite: ${known.join(', ')}.`,
      'Name one of them, or no command for all suites.',
    );
  const within = tiers.slice(0, tiers.indexOf(selection.tier) + 1);
  const matches = selection.glob === undefined ? undefined : picomatch(selection.glob);
  const cases = suites
    .filter(({ command }) => selection.commands.length === 0 || selection.commands.includes(command))
    .flatMap((suite) => suite.cases)
    .filter(({ id, tier }) => (matches ? matches(id) : within.includes(tier)));
  if (cases.length > 0) return cases;
  throw new Problem(
    'usage',
    matches ? `No case matches ${JSON.stringify(selection.glob)}` : 'No case is selected',
    `Searched ${matches ? 'all cases' : `the ${selection.tier} tier`} of ${selection.commands.join(', ') || 'all commands'}.`,
    `List all cases: ${compat} cases`,
  );
}

/** The case with that id. @throws Problem (usage) when there is none. */
export function findCase(suites: readonly SuiteCases[], id: string): Case {
  const found = suites.flatMap(({ cases }) => cases).find((testCase) => testCase.id === id);
  if (found) return found;
  throw new Problem(
    'usage',
    `Unknown case ${JSON.stringify(id)}`,
    'A case id is <command>/<name>.',
    `List all cases: ${compat} cases`,
  );
}

/** One of several parts of a selection, so that several machines can share a run. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/**
 * Every `of`-th case of the selection. The order of a selection only depends on the suites and the reference, so every
 * machine makes the same parts; cases next to each other, which take about the same time, go to different parts.
 * @throws Problem (usage) when a part would be empty.
 */
export function partOf<T>(selection: readonly T[], { index, of }: Shard): readonly T[] {
  if (of > selection.length)
    throw new Problem(
      'usage',
      `Too many shards: ${of} for ${selection.length} selected cases`,
      'Some shards would have no cases.',
      `Use at most ${selection.length} shards, or select more cases.`,
    );
  return selection.filter((_, position) => position % of === index - 1);
}
