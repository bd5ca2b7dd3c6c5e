import { expect, test } from 'vitest';
import { painter } from './paint.ts';
import { plainTable, widthOf } from './plain-table.ts';

const left = (head: string, more: object = {}) => ({ head, align: 'left', ...more }) as const;

test('columns are as wide as their texts, numbers are aligned right, lines do not end with spaces', () => {
  const columns = [left('case'), { head: 'n', align: 'right' } as const, left('')];
  expect(
    plainTable(columns, [
      ['run/all', '7', ''],
      ['a', '12', 'x'],
    ]),
  ).toBe(['case      n', 'run/all   7', 'a        12  x'].join('\n'));
});

test('a text that is too wide is cut', () => {
  expect(plainTable([left('a', { width: 8 }), left('b')], [['abcdefgh', 'x']])).toBe('a       b\nabcde…  x');
});

test('a text that may be broken continues on the next line', () => {
  const columns = [left('id'), left('not tested', { width: 14, wrap: true }), left('end')];
  expect(plainTable(columns, [['run', '--empty --defer --quiet', 'x']])).toBe(
    ['id   not tested    end', 'run  --empty       x', '     --defer', '     --quiet'].join('\n'),
  );
});

test('wide characters take two columns, colours and combining marks none', () => {
  expect(['日本', '✅', 'e\u0301', '…', '◆', painter(true)('red', 'ab')].map(widthOf)).toEqual([
    4, 2, 1, 1, 1, 2,
  ]);
  expect(plainTable([left('a', { width: 6 }), left('b')], [['日本語', 'x']])).toBe('a     b\n日…   x');
});
