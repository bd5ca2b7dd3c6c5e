#!/usr/bin/env node
/**
 * Installs Node, uv and node_modules where they are missing, then runs the program that was asked for.
 * Runs on any Node >= 18 and needs only npm and Python 3 besides. So the files that it imports (src/bootstrap,
 * src/files/lock.mjs) are plain JavaScript without dependencies.
 *
 *   node bootstrap.mjs <verb> …          the command line
 *   node bootstrap.mjs --test [names…]   the tests of the harness, then the suites; or only the named suites
 *   node bootstrap.mjs --check           types, lint and layers
 *   node bootstrap.mjs --bench …         the benchmark
 *   node bootstrap.mjs --mutants …       mutation tests of the suites
 *   node bootstrap.mjs --causes …        how well causes are found, on recorded runs
 *
 * What is missing is built in a temporary folder under a lock, and moved when it is complete. If it is killed, the next start
 * cleans up and continues. Whether something is missing is decided by files alone, without starting another program.
 */
import { cache, clearUnfinished } from './src/bootstrap/cache.mjs';
import { commandLines } from './src/bootstrap/command-lines.mjs';
import { handOver } from './src/bootstrap/hand-over.mjs';
import { alone } from './src/bootstrap/lock.mjs';
import { findModules, getModules } from './src/bootstrap/modules.mjs';
import { findNode, getNode } from './src/bootstrap/node.mjs';
import { problem, sayError, step } from './src/bootstrap/tell.mjs';
import { findUv, getUv } from './src/bootstrap/uv.mjs';

const registry = 'check the connection to the package registry and the free disk space, then try again.';
const needs = {
  node: { title: 'Node 24', find: findNode, get: getNode, next: `Install Node 24 yourself, or ${registry}` },
  uv: { title: 'uv', find: findUv, get: getUv, next: `Install uv yourself, or ${registry}` },
  modules: { title: 'node_modules', find: findModules, get: getModules, next: `Please ${registry}` },
};

const look = () => Object.fromEntries(Object.entries(needs).map(([key, need]) => [key, need.find()]));
const isComplete = (found) => Object.keys(needs).every((key) => found[key] !== undefined);

/** Where Node, uv and node_modules are, after getting what was missing. */
async function provide() {
  const found = look();
  return isComplete(found) ? found : await alone(getMissing);
}

async function getMissing() {
  clearUnfinished();
  const found = look(); // another process may have installed it while we waited
  for (const [key, { title, find, get, next }] of Object.entries(needs)) {
    if (found[key] !== undefined) continue;
    try {
      await step(`installing ${title}`, () => get(found));
    } catch (error) {
      throw error.next ? error : problem(`Cannot install ${title}`, error.message, next);
    }
    found[key] = find();
  }
  if (isComplete(found)) return found;
  throw problem(
    'Incomplete installation',
    'Installed files are missing.',
    `Remove ${cache} and node_modules, then try again.`,
  );
}

async function main(args) {
  const planned = commandLines(args);
  const found = await provide();
  let exit = 0;
  for (const commandLine of planned) exit = (await handOver(found, commandLine)) || exit;
  return exit;
}

process.exitCode = await main(process.argv.slice(2)).catch(sayError);
