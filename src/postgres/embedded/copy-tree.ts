/** Copies a folder with owners, modes and times. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Much faster than Node's own copy for thousands of small files. `to` must not exist. @throws Error when a file cannot be copied. */
export async function copyTree(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to]);
}
