/** Lets one start at a time install something. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lock } from '../files/lock.mjs';
import { cache } from './cache.mjs';
import { problem, say } from './tell.mjs';

const timeoutMinutes = 30;
const lockFile = path.join(cache, 'bootstrap.lock');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Does the work while no other start that uses this cache does. */
export async function alone(work) {
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
  } catch (error) {
    const next = 'Free disk space or fix permissions, or set DVT_COMPAT_CACHE to another folder.';
    throw problem(`Cannot write to the cache ${cache}`, error.message, next);
  }
  const release = await take();
  const interrupted = (signal) => {
    say(`interrupted by ${signal}; finished steps are kept for the next start`);
    process.exit(128 + os.constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, interrupted);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    release();
  }
}

async function take() {
  const timeout = AbortSignal.timeout(timeoutMinutes * 60_000);
  let holder;
  const waiting = ({ pid = '?', host }) => {
    if (holder === undefined)
      say(`waiting for another process that is installing (process ${pid} on ${host}) …`);
    holder = `Process ${pid} on ${host}`;
  };
  return lock(lockFile, { waiting, signal: timeout }).catch((error) => {
    if (!timeout.aborted) throw error;
    throw problem(
      'Timed out waiting for another process that is installing',
      `${holder} holds ${lockFile}.`,
      'Stop that process, then try again.',
    );
  });
}
