/** Runs a tool that installs something, with a timeout, and at most as long as we run. */
import { spawn } from 'node:child_process';

const timeoutSeconds = 600;

/**
 * Kills the tool's process group when descriptor 3 is closed, which happens when we exit, also after SIGKILL. Otherwise npm would
 * go on writing while the next start repairs.
 */
const guarded = '(cat <&3; kill -KILL 0) >/dev/null 2>&1 & exec "$@" 3<&-';

/** Waits for a tool; rejects with the last lines of its output if it fails or takes too long. */
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
    }, timeoutSeconds * 1000);
    child.on('error', reject);
    child.on('exit', () => child.stdio[3].destroy());
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) return resolve();
      const end = overdue ? `timed out after ${timeoutSeconds} s` : `exited with ${signal ?? code}`;
      const lines = output.split('\n').filter((line) => line.trim());
      reject(new Error([`${command.join(' ')} ${end}`, ...lines.slice(-12)].join('\n        ')));
    });
  });
}
