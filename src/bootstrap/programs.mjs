/** Finds programs and their versions. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false; // also if a parent is no folder, or not accessible
  }
}

/** The text of a file; undefined if there is none. */
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

/** PATH with the folders of these programs first, unless they are the first of their names anyway. */
export function pathWith(programs) {
  const later = programs.filter((program) => onPath(path.basename(program))[0] !== program);
  return [...later.map((program) => path.dirname(program)), process.env.PATH]
    .filter(Boolean)
    .join(path.delimiter);
}

/** The version that a program prints; 0.0.0 if it prints none. */
export function versionOf(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? '0.0.0';
}

export function atLeast(version, least) {
  const [has, wanted] = [version, least].map((text) => text.split('.').map(Number));
  const first = wanted.findIndex((number, index) => has[index] !== number);
  return first < 0 || has[first] > wanted[first];
}

/** Whether a program is a script, like the shims of version managers, which may stop working at any time. */
export function isScript(program) {
  const start = Buffer.alloc(2);
  const file = fs.openSync(program, 'r');
  fs.readSync(file, start, 0, start.length, 0);
  fs.closeSync(file);
  return start.toString() === '#!';
}
