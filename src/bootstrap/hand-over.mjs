/** Runs a command line of Node in our place: same terminal, same signals, same exit. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { cache } from './cache.mjs';
import { pathWith } from './programs.mjs';

/** Returns what to exit with: 128 and the signal's number where a signal ended it. */
export function handOver({ node, uv }, commandLine) {
  // Node keeps there what it made of our sources: starting takes half the time.
  const compiled = { NODE_COMPILE_CACHE: path.join(cache, 'compiled'), ...process.env };
  const env = { ...compiled, PATH: pathWith([node, uv]), DVT_COMPAT_UV: uv };
  const child = spawn(node, commandLine, { stdio: 'inherit', env });
  const forwarded = {
    SIGTERM: () => child.kill('SIGTERM'),
    SIGHUP: () => child.kill('SIGHUP'),
    // A terminal sends Ctrl-C to the child itself; a second one would cut its clearing up short.
    SIGINT: () => process.stdin.isTTY || child.kill('SIGINT'),
  };
  for (const [signal, forward] of Object.entries(forwarded)) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const [name, forward] of Object.entries(forwarded)) process.off(name, forward);
      resolve(code ?? 128 + os.constants.signals[signal]);
    });
  });
}
