/** uv, which builds the environments of the engines. */
import fs from 'node:fs';
import path from 'node:path';
import { build, cache } from './cache.mjs';
import { atLeast, isFile, isScript, onPath, read, versionOf } from './programs.mjs';
import { runTool } from './run-tool.mjs';

const least = '0.10.0'; // knows exclude-dependencies
const place = `uv-from-${least}`;
const inside = path.join('bin', 'uv');

/** The first good uv on PATH, else our own. */
export function findUv() {
  const own = path.join(cache, place, inside);
  return onPath('uv').find(isGood) ?? (isFile(own) ? own : undefined);
}

/** Asks a uv for its version once, then knows its file again. */
function isGood(program) {
  const { mtimeMs, size } = fs.statSync(program);
  const seen = `${program} ${mtimeMs} ${size} ${least}`;
  const memo = path.join(cache, 'uv-on-path');
  if (read(memo) === seen) return true;
  if (isScript(program) || !atLeast(versionOf(program), least)) return false;
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(memo, seen);
  } catch {
    // Then it is asked again next time.
  }
  return true;
}

const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
const uv = ['--only-binary', 'uv', `uv>=${least}`];
// A pip set to install for the user would contradict both ways.
const options = { env: { ...process.env, PIP_USER: '0' } };

/** Debian's Python may have pip without venv, venv without pip, or a pip that only works in a venv. */
const ways = [
  (python, folder) => runTool([python, ...pip, '--target', folder, ...uv], options),
  async (python, folder) => {
    await runTool([python, '-m', 'venv', folder], options);
    await runTool([path.join(folder, 'bin', 'python'), ...pip, ...uv], options);
  },
];

export async function getUv() {
  const failures = [];
  for (const python of onPath('python3')) {
    for (const way of ways) {
      try {
        return await build(place, async (folder) => {
          await way(python, folder);
          await runTool([path.join(folder, inside), '--version']);
        });
      } catch (error) {
        failures.push(error.message);
      }
    }
  }
  throw new Error(failures.join('\n        ') || 'python3, which is needed to install uv, is not on PATH.');
}
