/** Runs a command line of Node with our terminal, signals and exit code. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { cache } from './cache.mjs';
import { pathWith } from './programs.mjs';

/** Returns the exit code: 128 plus the signal's number if a signal ended it. */
export function handOver({ node, uv }, commandLine) {
  // Node keeps our compiled sources there, which halves the time to start.
  const compiled = { NODE_COMPILE_CACHE: path.join(cache, 'compiled'), ...process.env };
  const env = { ...compiled, PATH: pathWith([node, uv]), DVT_COMPAT_UV: uv };
  const child = spawn(node, commandLine, { stdio: 'inherit', env });
  const forwarded = {
    SIGTERM: () => child.kill('SIGTERM'),
    SIGHUP: () => child.kill('SIGHUP'),
    // A terminal sends Ctrl-C to the child too; a second signal would interrupt its cleanup.
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
