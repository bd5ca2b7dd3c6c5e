/** Finds or installs uv, which builds the environments of the engines. */
import fs from 'node:fs';
import path from 'node:path';
import { build, cache } from './cache.mjs';
import { atLeast, isFile, isScript, onPath, read, versionOf } from './programs.mjs';
import { runTool } from './run-tool.mjs';

const least = '0.10.0'; // knows exclude-dependencies
const folderName = `uv-from-${least}`;
const inside = path.join('bin', 'uv');

/** The first suitable uv on PATH, else our own. */
export function findUv() {
  const own = path.join(cache, folderName, inside);
  return onPath('uv').find(isGood) ?? (isFile(own) ? own : undefined);
}

/** Whether a uv is recent enough. Its version is asked for once and remembered with the file's size and time. */
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
    // Then its version is asked for again next time.
  }
  return true;
}

const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
const uv = ['--only-binary', 'uv', `uv>=${least}`];
// `pip install --user` as a default would conflict with both ways.
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
        return await build(folderName, async (folder) => {
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
