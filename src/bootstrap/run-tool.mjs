/** Runs a tool that installs something: with a time limit, and never longer than we live ourselves. */
import { spawn } from 'node:child_process';

const limitSeconds = 600;

/**
 * Ends the tool's process group once descriptor 3 closes, which happens however we end, SIGKILL included: an npm
 * that lived on would write into what the next start is repairing.
 */
const guarded = '(cat <&3; kill -KILL 0) >/dev/null 2>&1 & exec "$@" 3<&-';

/** Runs a tool to its end; rejects with its last lines where it fails or takes too long. */
export function runTool(command, options = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe', 'pipe'];
    const child = spawn('/bin/sh', ['-c', guarded, 'sh', ...command], { ...options, detached: true, stdio });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let overdue = false;
    const limit = setTimeout(() => {
      overdue = true;
      process.kill(-child.pid, 'SIGKILL');
    }, limitSeconds * 1000);
    child.on('error', reject);
    child.on('exit', () => child.stdio[3].destroy());
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) return resolve();
      const end = overdue ? `timed out after ${limitSeconds} s` : `exited with ${signal ?? code}`;
      const lines = output.split('\n').filter((line) => line.trim());
      reject(new Error([`${command.join(' ')} ${end}`, ...lines.slice(-12)].join('\n        ')));
    });
  });
}
