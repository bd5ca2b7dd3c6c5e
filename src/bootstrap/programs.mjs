/** Finds programs and asks their versions. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false; // also where a folder on the way is none, or is closed to us
  }
}

/** The text of a file, undefined where there is none. */
export const read = (file) => (isFile(file) ? fs.readFileSync(file, 'utf8') : undefined);

/** Every program of that name on PATH, in its order. */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).filter(isRunnable);
}

function isRunnable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return isFile(file);
  } catch {
    return false;
  }
}

/** PATH on which these programs are the first of their names; unchanged where they are already. */
export function pathWith(programs) {
  const later = programs.filter((program) => onPath(path.basename(program))[0] !== program);
  return [...later.map((program) => path.dirname(program)), process.env.PATH]
    .filter(Boolean)
    .join(path.delimiter);
}

/** The version a program says it has, 0.0.0 where it says none. */
export function versionOf(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? '0.0.0';
}

export function atLeast(version, least) {
  const [has, wanted] = [version, least].map((text) => text.split('.').map(Number));
  const first = wanted.findIndex((number, index) => has[index] !== number);
  return first < 0 || has[first] > wanted[first];
}

/** Whether a program is a script, as the shims of version managers are: tomorrow there may be nothing behind one. */
export function isScript(program) {
  const start = Buffer.alloc(2);
  const file = fs.openSync(program, 'r');
  fs.readSync(file, start, 0, start.length, 0);
  fs.closeSync(file);
  return start.toString() === '#!';
}
