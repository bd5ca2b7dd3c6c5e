import { execa } from 'execa';
import { expect, test } from 'vitest';
import { defined, given, listed, under, word } from './shell.ts';

const bash = async (script: string) =>
  (await execa('bash', ['-euc', script], { stripFinalNewline: false })).stdout;

const hostile = `it's "$HOME" \`id\` \\ $(id)\n!! * {a,b} ~ é\tend`;

test.each([
  ['ends with a line feed', `${hostile}\n`],
  ['does not', hostile],
  ['is empty', ''],
  ['holds what would end it early', 'EOF\nEOF_\nx\n'],
  ['begins like an option', '-n x\n'],
  ['has the line ends of Windows', 'a\r\nb\r\n'],
])('a text that %s arrives byte for byte', async (_, text) => {
  expect(await bash(given('cat', text))).toBe(text);
});

test('words, arrays and functions hold anything', async () => {
  const script = [
    listed('all', [hostile, '', 'b']),
    `folder=${word("/a b's")}`,
    defined('show', [`printf '%s|' "\${all[@]}" ${under('folder', 'x y.sql')}`]),
    'show',
  ];
  expect(await bash(script.join('\n'))).toBe(`${hostile}||b|/a b's/x y.sql|`);
});

test('a function of nothing is one', async () => {
  expect(await bash(`${defined('nothing', [])}\nnothing\necho done`)).toBe('done\n');
});
