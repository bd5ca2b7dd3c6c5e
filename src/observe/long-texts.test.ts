import { expect, test } from 'vitest';
import { decode, toJson } from './long-texts.ts';

const page = (text: string) => Buffer.from(`${text} "é…"\n`.repeat(100_000));
const parsed = (json: string | Buffer) => JSON.parse(json.toString()) as unknown;

test('a long text is what its bytes say, however often it is met and whatever was met in between', () => {
  const pages = ['one', 'other', 'a third', 'one', 'other'].map(page);
  for (const bytes of pages) {
    const text = decode(bytes);
    expect(text).toBe(bytes.toString('utf8'));
    expect(parsed(toJson(text))).toBe(text);
    expect(parsed(toJson(text))).toBe(text);
  }
});

test('a text of the same length is another text', () => {
  const texts = [page('one'), page('two')].map(decode);
  for (const text of [...texts, ...texts, `${texts[0]?.slice(0, -1)}!`])
    expect(parsed(toJson(text)) === text).toBe(true);
  expect(texts[0]).not.toBe(texts[1]);
});

test('of a long text met again nothing is made anew', () => {
  const text = decode(page('one'));
  expect(toJson(text)).toBeInstanceOf(Buffer);
  expect(toJson(decode(page('one')))).toBe(toJson(text));
});

test('a short text is itself', () => {
  expect(decode(Buffer.from('é'))).toBe('é');
  expect(toJson('a "b"')).toBe('"a \\"b\\""');
});
