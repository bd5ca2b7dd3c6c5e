import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { functionsOfCompiled, textsOfCompiled } from './compiled.ts';

const words = ['Serve it with ', ' relations cataloged', 'état ✓', ...'abcdefgh'].map((word) =>
  word.length === 1 ? word.repeat(5) : word,
);

const lengths = (texts: readonly string[]) => {
  const buffer = Buffer.alloc(texts.length * 4);
  for (const [at, text] of texts.entries()) buffer.writeUInt32LE(Buffer.byteLength(text), at * 4);
  return buffer;
};

const noise = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

test('strings of a compressed table are told apart by the lengths elsewhere in the file', () => {
  const table = deflateSync(words.join(''));
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
  const file = Buffer.concat([noise, padded, noise, lengths(words), noise]);
  expect(textsOfCompiled(file)).toEqual(words);
});

test('names of functions are read as well as a table, documentation is not', () => {
  const table = deflateSync(words.join(''));
  const plain = Buffer.from('\0app.cli.run.Runner.load\0Loads the manifest.\0');
  const body = Buffer.concat([noise, table, plain]);
  const file = Buffer.concat([body, Buffer.alloc(4 - (body.length % 4)), noise, lengths(words), noise]);
  const texts = textsOfCompiled(file);
  expect(texts).toContain('app.cli.run.Runner.load');
  expect(texts).not.toContain('Loads the manifest.');
  expect(functionsOfCompiled(texts, 'app.cli.run')).toEqual(['Runner.load']);
});

test('without a table, every printable run counts', () => {
  const file = Buffer.concat([noise, Buffer.from('Building catalog\0ab\0naïve text'), noise]);
  expect(textsOfCompiled(file)).toEqual(['Building catalog', 'naïve text']);
});
