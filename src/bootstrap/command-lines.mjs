/** What is run with Node once everything is there. */
import fs from 'node:fs';
import path from 'node:path';
import { checkout, isPackage, modules } from './modules.mjs';
import { exits, problem } from './tell.mjs';

/** Command lines of Node for what was asked, to be run one after the other. */
export const commandLines = (args) =>
  (isPackage ? undefined : forDevelopers(args)) ?? [[...program('src', 'cli'), ...args]];

/** What needs the packages of developers, which the installed package does not have. */
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

/** Names pick suites; options go to Vitest as they are. */
function vitestArguments(args) {
  const ending = '.test.ts';
  const folder = path.join(checkout, 'suites');
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(ending));
  const names = args.filter((argument) => !argument.startsWith('-'));
  const unknown = names.find((name) => !files.includes(name + ending));
  if (unknown !== undefined)
    throw problem(
      `Unknown suite ${JSON.stringify(unknown)}`,
      `Suites: ${files.map((name) => name.slice(0, -ending.length)).join(', ') || 'none yet'}.`,
      'Name one of them, or no suite for all. Write Vitest options as --name=value.',
      exits.usage,
    );
  const picked = names.map((name) => path.join(folder, name + ending));
  const options = args.filter((argument) => argument.startsWith('-'));
  return ['--root', checkout, ...(names.length > 0 ? ['--project', 'suites'] : []), ...picked, ...options];
}
