/**
 * A lock between processes: a file that names its owner, which survives no crash of the owner. A lock is free if its owner
 * has exited, or, if the owner is on another host or in another container and cannot be seen, if it has not updated the
 * file for a minute. Plain JavaScript without dependencies, because the bootstrap uses it on any Node.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 2000;
const deadAfterMs = 60_000;
const pollIntervalMs = 200;

/** Takes a lock unless another holds it: then the result is undefined, else a function that releases the lock. */
export function tryLock(file) {
  const owner = JSON.stringify({
    host,
    namespace,
    pid: process.pid,
    started: startOf(process.pid),
    id: Math.random(),
  });
  if (!create(file, owner)) return undefined;
  const heartbeat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), heartbeatMs).unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    if (read(file) === owner) fs.rmSync(file, { force: true });
  };
  process.on('exit', release);
  return release;
}

/** Waits for a lock. `waiting` is called each time another process is found to hold it, with what is known of that process. */
export async function lock(file, { waiting = () => {}, signal } = {}) {
  for (;;) {
    signal?.throwIfAborted();
    const release = tryLock(file);
    if (release) return release;
    waiting(parse(read(file)));
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => {}); // aborted: thrown above
  }
}

function create(file, owner) {
  for (;;) {
    try {
      fs.writeFileSync(file, owner, { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code === 'ENOENT') fs.mkdirSync(path.dirname(file), { recursive: true });
      else if (error.code !== 'EEXIST') throw error;
    }
    const holder = read(file);
    if (holder !== undefined && (isAlive(file, parse(holder)) || !remove(file, holder))) return false;
  }
}

function isAlive(file, holder) {
  if (holder.host === host && holder.namespace === namespace)
    return holder.started === startOf(holder.pid) && exists(holder.pid);
  const touched = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - touched < deadAfterMs;
}

/** Of several processes that find the same dead owner, one moves the lock aside; if that was a new lock, it is put back. */
function remove(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (read(aside) !== holder) fs.linkSync(aside, file);
    return true;
  } catch (error) {
    return error.code === 'ENOENT' || error.code === 'EEXIST'; // else it belongs to another user
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

const host = os.hostname();
/** Process ids are unique only within a namespace. */
const namespace = attempt(() => fs.readlinkSync('/proc/self/ns/pid')) ?? '';

/**
 * When a process was started, in ticks since boot, because another process may have the same id later. Empty for a process
 * that has exited and that its parent has not waited for, and without /proc.
 */
function startOf(pid) {
  const stat = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? '';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The text of a lock; undefined where there is none, empty for a folder: earlier versions locked engines with these. */
const read = (file) => attempt(() => fs.readFileSync(file, 'utf8')) ?? (fs.existsSync(file) ? '' : undefined);
/** An owner that was killed before it wrote its name is not known. */
const parse = (text) => attempt(() => JSON.parse(text)) ?? { host: 'unknown' };

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
