import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

const value = { text: '\u001b[31m \u009b31m \u007f \u202e \u{e0001} é 😀 \u00ad', '\u200b': [1, null] };

test('the value is the same', () => expect(JSON.parse(jsonText(value, 2))).toEqual(value));

test('nothing in it acts, and what shows stays', () => {
  const text = jsonText(value);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain('é 😀');
});
