/** One start at a time sets up: a lock that survives no owner. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cache } from './cache.mjs';
import { read } from './programs.mjs';
import { problem, say } from './tell.mjs';

const second = 1000;
const waitLimit = 1800 * second;
const beatEvery = 5 * second;
const deadAfter = 60 * second;
const lock = path.join(cache, 'bootstrap.lock');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Does the work while no other start on this cache does. */
export async function alone(work) {
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
  } catch (error) {
    const next = 'Free disk space or fix permissions, or set DVT_COMPAT_CACHE to another folder.';
    throw problem(`Cannot write to the cache ${cache}`, error.message, next);
  }
  const owner = `${os.hostname()} ${process.pid} ${Date.now()}`;
  await take(owner);
  const release = () => read(lock) === owner && fs.rmSync(lock, { force: true });
  const interrupted = (signal) => {
    say(`interrupted by ${signal}; finished steps are kept for the next start`);
    process.exit(128 + os.constants.signals[signal]);
  };
  const beating = setInterval(beat, beatEvery);
  process.on('exit', release);
  for (const signal of signals) process.on(signal, interrupted);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    for (const signal of signals) process.off(signal, interrupted);
    process.off('exit', release);
    release();
  }
}

/** Shows that we live to starts that cannot see our process (other container, other host). */
const beat = () => fs.utimes(lock, new Date(), new Date(), () => {});

async function take(owner) {
  const start = Date.now();
  let told = false;
  while (!tryTake(owner)) {
    const [host = '?', pid = '?'] = (read(lock) ?? '').split(' ');
    if (!told) say(`waiting for another process that is installing (process ${pid} on ${host}) …`);
    told = true;
    if (Date.now() - start > waitLimit)
      throw problem(
        'Timed out waiting for another process that is installing',
        `Process ${pid} on ${host} holds ${lock}.`,
        'Stop that process, then try again.',
      );
    await sleep(200);
  }
}

function tryTake(owner) {
  for (;;) {
    try {
      fs.writeFileSync(lock, owner, { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(lock);
    if (holder !== undefined && !isDead(holder)) return false;
    if (holder !== undefined) breakLock(holder);
  }
}

/** Whether the holder is gone: its process, seen from the same host, or its heartbeat, seen from anywhere. */
function isDead(holder) {
  const [host, pid] = holder.split(' ');
  const touched = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - touched > deadAfter) return true;
  if (host !== os.hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Of several starts that see a dead holder one moves the lock aside; who moved a new one by mistake puts it back. */
function breakLock(holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    fs.renameSync(lock, aside);
    if (read(aside) !== holder) fs.linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}
