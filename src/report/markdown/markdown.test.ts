import { expect, test } from 'vitest';
import { cellCode, code, fence, plain, slug } from './markdown.ts';

test('fences with more backticks than the text has in a row', () => {
  expect(fence('a ``` b\n````')).toBe('`````text\na ``` b\n````\n`````');
  expect(fence('a', 'sh')).toBe('```sh\na\n```');
});

test('a code span survives backticks, line feeds and bars', () => {
  expect(code('a `b` c')).toBe('``a `b` c``');
  expect(code('`')).toBe('`` ` ``');
  expect(code('a\nb')).toBe('`a⏎b`');
  expect(code('\na\r\n')).toBe('`a␍`');
  expect(code('  a ')).toBe('`  a␠`');
  expect(code('')).toBe('` `');
  expect(cellCode('a|b')).toBe('`a\\|b`');
});

test('plain text holds no markup', () => {
  expect(plain('a | <b>*c*</b> [d](e)\n# f')).toBe('a \\| \\<b\\>\\*c\\*\\</b\\> \\[d\\](e)⏎# f');
  expect(plain('# a')).toBe('\\# a');
  expect(plain('run_results.json of __init__ (_x_)')).toBe('run_results.json of \\_\\_init\\_\\_ (\\_x\\_)');
});

test('a slug is a file name, whatever the title', () => {
  expect(slug('dvt run: writes ../../etc/passwd!')).toBe('dvt-run-writes-etc-passwd');
  expect(slug('…')).toBe('cause');
  expect(slug('x'.repeat(500))).toHaveLength(60);
});
