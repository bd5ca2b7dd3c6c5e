import { expect, test } from 'vitest';
import { type Code, emptyIndex } from './code-index.ts';
import type { Fact } from './evidence.ts';
import { fixOf } from './fix-of.ts';
import type { Suspect } from './suspects-of.ts';

const place = { file: 0, line: 12 };
const range = { file: 0, line: 10, end: 20 };
const patch =
  '--- a.py\n+++ a.py\n@@ -10,2 +10,2 @@\n     def message(self):\n-        return "Copied"\n+        return "Loaded"';
const index: Code = {
  candidate: {
    ...emptyIndex,
    files: ['two/a.py', 'two/b.py'],
    strings: [
      { text: 'Copied', at: [place] },
      { text: 'message', at: [place] },
    ],
  },
  reference: emptyIndex,
  differing: 90,
  changedFiles: [0],
  changed: [{ name: 'Line.message', ...range, was: range, patch }],
  options: {},
};
const fact: Fact = {
  facet: 'stdout',
  kind: 'line-added',
  path: 'after line 1',
  candidate: 'Copied 3 files',
  case: 'seed/all',
  step: 0,
};
const suspect = (file: string, line: number, score: number): Suspect => ({ file, line, score, why: '' });
const first = suspect('two/a.py', 12, 0.8);
const sentence = 'Leave the line out.';

const fixed = (suspects: readonly Suspect[], facts: readonly Fact[] = [fact], code = index) =>
  fixOf({ facts, index: code, suspects, sentence });

test('a function whose changed lines contain the text explains the cause: its patch is the fix', () => {
  expect(fixed([first, suspect('two/b.py', 3, 0.4)])).toEqual({
    text: "Line.message in two/a.py differs from the reference's version; this is the difference between the two.",
    source: { language: 'diff', text: patch },
  });
});

test.each([
  ['nothing is suspected', []],
  ['the suspect is not sure', [suspect('two/a.py', 12, 0.4)]],
  ['another suspect is as likely', [first, suspect('two/b.py', 3, 0.78)]],
  ['the suspect is in no function that differs', [suspect('two/a.py', 40, 0.9)]],
])('no patch where %s', (_, suspects) => {
  expect(fixed(suspects)).toEqual({ text: sentence });
});

test('no patch where the text only stands around what differs', () => {
  const other = { ...fact, candidate: 'a message' };
  expect(fixed([first], [other])).toEqual({ text: sentence });
  // Where hardly anything differs, it need not show a text.
  expect(fixed([first], [other], { ...index, differing: 1 }).source?.text).toBe(patch);
});
