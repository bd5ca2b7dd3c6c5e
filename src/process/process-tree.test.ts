import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { markVariable, processTree } from './process-tree.ts';
import { readProcess } from './processes.ts';

const isAlive = (pid: number) => readProcess(pid)?.ended === false;
const becomes = async (check: () => boolean) => {
  while (!check()) await new Promise((done) => setTimeout(done, 5));
};

/** Starts a shell in a session of its own, and resolves when it has printed the pid of a child that does `program`. */
async function start(script: string, program: string, mark: string) {
  const shell = spawn('/bin/sh', ['-c', script], {
    detached: true,
    env: { PATH: '/usr/bin:/bin', [markVariable]: mark },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [chunk] = await once(shell.stdout, 'data');
  const child = Number(chunk);
  onTestFinished(async () => {
    await processTree(shell.pid ?? 0, mark).kill();
    if (isAlive(child)) process.kill(child, 'SIGKILL');
  });
  await becomes(() => readFileSync(`/proc/${child}/cmdline`, 'latin1').startsWith(program));
  return { root: shell.pid ?? 0, child, shell };
}

test('a descendant that left the session and dropped the mark is a member, and stays one without its parent', async () => {
  const { root, child, shell } = await start('setsid env -i sleep 300 & echo $!; wait', 'sleep', 'a');
  const tree = processTree(root, 'a');
  expect(
    tree
      .members()
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual([root, child].sort());
  shell.kill('SIGKILL');
  await once(shell, 'exit');
  expect(tree.members().map(({ pid }) => pid)).toEqual([child]);
  expect(await tree.kill()).toBe(true);
  expect(isAlive(child)).toBe(false);
});

test('only those with the very mark are members', async () => {
  const mine = await start('sleep 300 & echo $!; wait', 'sleep', 'abc');
  const other = await start('sleep 300 & echo $!; wait', 'sleep', 'abcd');
  const tree = processTree(mine.root, 'abc');
  expect(
    tree
      .members()
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual([mine.root, mine.child].sort());
  expect(await tree.kill()).toBe(true);
  expect([mine.root, mine.child, other.root, other.child].map(isAlive)).toEqual([false, false, true, true]);
});

test('a process that has the mark of another step at first is found when it has its own', async () => {
  const mine = await start('sleep 300 & echo $!; wait', 'sleep', 'abc');
  const tree = processTree(mine.root, 'abc');
  // As a fork of another host, until it writes its own mark.
  const late = spawn('/bin/sh', ['-c', `read line; ${markVariable}=abc exec sleep 300`], {
    detached: true,
    env: { PATH: '/usr/bin:/bin', [markVariable]: 'xyz' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pid = late.pid ?? 0;
  await becomes(() => readFileSync(`/proc/${pid}/environ`, 'latin1').includes('xyz'));
  expect(tree.members().map((member) => member.pid)).not.toContain(pid);
  late.stdin.end('\n');
  await becomes(() => readFileSync(`/proc/${pid}/environ`, 'latin1').includes('abc'));
  expect(tree.members().map((member) => member.pid)).toContain(pid);
  expect(await tree.kill()).toBe(true);
  expect(isAlive(pid)).toBe(false);
});
