/** Real programs in a real pseudo-terminal. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { invoke } from './invoke.ts';
import { type Answers, startInTerminal } from './start-cold.ts';

async function answer(script: string, answers: Answers, deadlineSeconds = 30) {
  const cwd = await temporaryFolder('terminal');
  const invocation = {
    engine: plainEngine('/bin/sh'),
    argv: ['-c', script],
    cwd,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', COLUMNS: '80', LINES: '24' },
    limits: { deadlineSeconds, memoryMiB: 1024, processes: 16, outputMiB: 1 },
    evidence: path.join(cwd, 'evidence'),
  };
  const exit = await invoke(invocation, startInTerminal(answers));
  return { ...exit, cwd, shown: readFileSync(path.join(invocation.evidence, 'stdout'), 'utf8') };
}

test('answers each question once it is asked, on a terminal of the size that is set', async () => {
  const script =
    'test -t 0 && test -t 1 && test -t 2 || exit 9; printf "Name: "; read name; printf "Name: "; read other; ' +
    'echo "$name, $other, $(stty size)"; exit 7';
  const { code, shown } = await answer(script, [
    ['Name:', 'Ann'],
    ['Name:', 'Bob'],
  ]);
  expect(code).toBe(7);
  expect(shown).toContain('Ann, Bob, 24 80');
});

test('what asks no question gets no answer, and ends as it ends', async () => {
  expect(await answer('echo done', [['Name:', 'Ann']])).toMatchObject({ code: 0, shown: 'done\r\n' });
  expect(await answer('kill -TERM $$', [])).toMatchObject({ code: null, signal: 'SIGTERM' });
});

test('a question that nobody answers ends at the deadline, and nothing stays behind', async () => {
  const { limit, shown } = await answer('printf "Colour: "; read colour', [['Name:', 'Ann']], 1);
  expect(limit).toBe('deadline');
  expect(shown).toBe('Colour: ');
});

test.each([
  ['at the deadline', 'trap "echo told > term; exit 3" TERM', ['term']],
  ['though it ignores that', 'trap "" TERM', []],
])('who is ended is not told that its terminal is gone: %s', async (_, trap, left) => {
  const script = `${trap}; trap "echo gone > gone" HUP; while :; do read line || echo lost > lost; done`;
  const { limit, cwd } = await answer(script, [['never', 'asked']], 1);
  expect(limit).toBe('deadline');
  expect(readdirSync(cwd).filter((name) => name !== 'evidence')).toEqual(left);
});

test('an answer that would be hidden is typed when it can be, not before', async () => {
  const program =
    'import getpass, time\nprint("pass:", end="", flush=True)\nend = time.monotonic() + 0.5\n' +
    'while time.monotonic() < end: pass\nprint(len(getpass.getpass(" ")))';
  const { code, shown } = await answer(`exec python3 -c '${program}'`, [['pass:', 'flour']], 10);
  expect({ code, shown }).toEqual({ code: 0, shown: 'pass: \r\n5\r\n' });
});
