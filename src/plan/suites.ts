/** Finds the suites and picks the cases a run is about. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import { Problem } from '../config/problem.ts';
import { type Case, commands, type Tier } from './case.ts';
import type { Suite } from './suite.ts';

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
  const files = (await readdir(folder)).filter((name) => name.endsWith('.test.ts'));
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
 * The cases of a selection, in the order of the suites.
 * @throws Problem (usage) when a command is unknown or nothing is selected.
 */
export function selectCases(suites: readonly Suite[], selection: Selection): readonly Case[] {
  for (const name of selection.commands) {
    if (suites.some((suite) => suite.command === name)) continue;
    const known = suites.map((suite) => suite.command).join(', ');
    throw new Problem(
      'usage',
      `There is no suite for the command ${JSON.stringify(name)}`,
      `Commands with a suite: ${known}.`,
      'Name one of them, or none for all.',
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
    `Looked at ${matches ? 'all cases' : `the ${selection.tier} tier`} of ${selection.commands.join(', ') || 'all commands'}.`,
    'List the cases there are with: npm run compat -- cases',
  );
}
