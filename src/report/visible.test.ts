import { expect, test } from 'vitest';
import { cut, jsonText, visible, visibleLine } from './visible.ts';

test('shows what would act on a terminal', () => {
  expect(visible('\u001b[31mred\u001b[0m\u0007\u0000')).toBe('␛[31mred␛[0m␇␀');
  expect(visible('\u202egnp\u200b\u0085')).toBe('\\u{202e}gnp\\u{200b}\\u{85}');
});

test('shows spaces nobody would see', () => {
  expect(visible('a \nb\t\r\nc\u00a0d e')).toBe('a␠\nb⇥␍\nc\\u{a0}d e');
});

test('puts everything on one line and cuts it, saying so', () => {
  expect(visibleLine('a\nb')).toBe('a⏎b');
  expect(visibleLine('x'.repeat(210))).toBe(`${'x'.repeat(200)}… (+10 characters)`);
});

test('cuts between characters', () => {
  expect(cut('ab😀cd', 3)).toBe('ab… (+4 characters)');
});

const value = { text: '\u001b[31m \u009b31m \u007f \u202e \u{e0001} é 😀 \u00ad', '\u200b': [1, null] };

test('the value is the same', () => expect(JSON.parse(jsonText(value, 2))).toEqual(value));

test('nothing in it acts, and what shows stays', () => {
  const text = jsonText(value);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain('é 😀');
});
