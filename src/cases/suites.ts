/** Finds the suites and picks the cases a run is about. */

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import { compat, extension } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import type { Definitions } from '../dbt/definitions.ts';
import { type Case, commands, type Tier } from './case.ts';
import type { Suite } from './define-suite.ts';
import { type CommandOptions, type SharedTrials, withMatrix } from './options/matrix.ts';

const tiers: readonly Tier[] = ['smoke', 'standard', 'full'];

/** What a user asked for. */
export interface Selection {
  /** Commands by name; all when empty. */
  readonly commands: readonly string[];
  /** Cases of this tier and of the smaller ones. */
  readonly tier: Tier;
  /** Only cases whose id matches this glob; it reaches into every tier, as who names a case means it. */
  readonly glob?: string | undefined;
}

/** Loads every suite under `suites/` of the checkout, in the order of the specification. */
export async function loadSuites(root: string): Promise<readonly Suite[]> {
  const folder = path.join(root, 'suites');
  const files = (await readdir(folder)).filter((name) => name.endsWith(`.test${extension}`));
  const suites = await Promise.all(
    files.map(
      async (name) => (await import(pathToFileURL(path.join(folder, name)).href)) as { default: Suite },
    ),
  );
  const order = Object.keys(commands);
  return suites
    .map((module) => module.default)
    .sort((a, b) => order.indexOf(a.command) - order.indexOf(b.command));
}

/**
 * The suites with the cases of their flag matrices.
 * @param definitions options of the reference; without them there is no matrix, and no option is known.
 * @throws Error when a generated case has the name of a declared one.
 */
export async function withMatrices(
  root: string,
  suites: readonly Suite[],
  definitions: Definitions | undefined,
): Promise<readonly (Suite & CommandOptions)[]> {
  if (!definitions) return suites.map((suite) => ({ ...suite, options: [] }));
  const shared = await loadSharedTrials(root);
  return suites.map((suite) => withMatrix(suite, definitions, shared));
}

/** Loads the trials of options that every command takes. */
async function loadSharedTrials(root: string): Promise<SharedTrials> {
  const file = pathToFileURL(path.join(root, `suites/shared-options${extension}`)).href;
  return ((await import(file)) as { default: SharedTrials }).default;
}

/**
 * The cases of a selection, in the order of the suites.
 * @throws Problem (usage) when a command is unknown or nothing is selected.
 */
export function selectCases(suites: readonly Suite[], selection: Selection): readonly Case[] {
  for (const name of selection.commands) {
    if (suites.some((suite) => suite.command === name)) continue;
    const known = suites.map((suite) => suite.command).join(', ');
    throw new Problem(
      'usage',
      `No suite for the command ${JSON.stringify(name)}`,
      `Commands with a suite: ${known}.`,
      'Name one of them, or no command for all suites.',
    );
  }
  const within = tiers.slice(0, tiers.indexOf(selection.tier) + 1);
  const matches = selection.glob === undefined ? undefined : picomatch(selection.glob);
  const cases = suites
    .filter((suite) => selection.commands.length === 0 || selection.commands.includes(suite.command))
    .flatMap((suite) => suite.cases)
    .filter((one) => (matches ? matches(one.id) : within.includes(one.tier)));
  if (cases.length > 0) return cases;
  throw new Problem(
    'usage',
    matches ? `No case matches ${JSON.stringify(selection.glob)}` : 'No case is selected',
    `Searched ${matches ? 'all cases' : `the ${selection.tier} tier`} of ${selection.commands.join(', ') || 'all commands'}.`,
    `List all cases: ${compat} cases`,
  );
}

/** The case of that id. @throws Problem (usage) when there is none. */
export function findCase(suites: readonly Suite[], id: string): Case {
  const found = suites.flatMap((suite) => suite.cases).find((one) => one.id === id);
  if (found) return found;
  throw new Problem(
    'usage',
    `Unknown case ${JSON.stringify(id)}`,
    'A case id is <command>/<name>.',
    `List all cases: ${compat} cases`,
  );
}
