/** What is run with Node when everything is installed. */
import fs from 'node:fs';
import path from 'node:path';
import { checkout, isPackage, modules } from './modules.mjs';
import { exits, problem } from './tell.mjs';

/** The command lines of Node for given arguments, to be run one after the other. */
export const commandLines = (args) =>
  (isPackage ? undefined : forDevelopers(args)) ?? [[...program('src', 'cli'), ...args]];

/** Needs the development dependencies, which the npm package does not have. */
function forDevelopers([first, ...rest]) {
  const inModules = (...parts) => path.join(modules, ...parts);
  if (first === '--test') return [[inModules('vitest', 'vitest.mjs'), 'run', ...vitestArguments(rest)]];
  if (first === '--check')
    return [
      [inModules('typescript', 'bin', 'tsc'), '--project', checkout],
      [inModules('@biomejs', 'biome', 'bin', 'biome'), 'check', checkout],
      [inModules('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), ...layers],
    ];
  for (const name of ['bench', 'mutants', 'causes'])
    if (first === `--${name}`) return [[...program('tools', name), ...rest]];
  return undefined;
}

const layers = ['--config', path.join(checkout, '.dependency-cruiser.mjs'), '--output-type', 'err-long', '.'];

const program = (...folder) => {
  const main = path.join(checkout, ...folder, isPackage ? 'main.js' : 'main.ts');
  // Node 22 warns that it strips types.
  return ['--disable-warning=ExperimentalWarning', main];
};

/** Names select suites, by the names of their tests; options go to Vitest as they are. */
function vitestArguments(args) {
  const names = args.filter((argument) => !argument.startsWith('-'));
  const options = args.filter((argument) => argument.startsWith('-'));
  if (names.length === 0) return ['--root', checkout, ...options];
  const ending = '.ts';
  const suites = fs
    .readdirSync(path.join(checkout, 'suites'))
    .filter((name) => name.endsWith(ending) && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -ending.length));
  const unknown = names.find((name) => !suites.includes(name));
  if (unknown !== undefined)
    throw problem(
      `Unknown suite ${JSON.stringify(unknown)}`,
      `Suites: ${suites.join(', ') || 'none yet'}.`,
      'Name one of them, or no suite for all. Write Vitest options as --name=value.',
      exits.usage,
    );
  const isPattern = (option) => /^(-t|--testNamePattern)=/.test(option);
  const pattern = options.find(isPattern)?.replace(/^.*?=/, '') ?? '';
  return [
    ...['--root', checkout, '--project', 'suites'],
    ...['--testNamePattern', `^((${names.join('|')}) .*${pattern}|warm hosts )`],
    ...options.filter((option) => !isPattern(option)),
  ];
}
