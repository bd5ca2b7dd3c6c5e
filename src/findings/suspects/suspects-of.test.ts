import { expect, test } from 'vitest';
import { type Code, type CodeIndex, emptyIndex, mergeCode } from './code-index.ts';
import type { Fact } from './evidence.ts';
import { suspectsOf } from './suspects-of.ts';

const files = ['dvt/cli/main.py', 'dvt/cli/run.so', 'dvt/cli/seed.so', 'dvt/portal/hub.so'];
const candidate: CodeIndex = {
  ...emptyIndex,
  files,
  commands: [
    { command: 'run', file: 0, line: 10, uses: [1] },
    { command: 'seed', file: 0, line: 12, uses: [2] },
    { command: 'parse', file: 0, line: 14, uses: [] },
  ],
};
const codeWith = (more: Partial<Code> = {}): Code => ({
  candidate,
  reference: emptyIndex,
  differing: 0,
  changedFiles: [],
  changed: [],
  options: {},
  ...more,
});
const strings = (texts: Readonly<Record<string, readonly number[]>>): CodeIndex['strings'] =>
  Object.entries(texts).map(([text, at]) => ({ text, at: at.map((file) => ({ file, line: 0 })) }));

const line: Fact = {
  facet: 'stdout',
  kind: 'line-added',
  path: 'after line 2',
  candidate: 'Loaded manifest (30 nodes)',
  case: 'run/all',
  step: 0,
};
const suspects = (facts: readonly Fact[], commands: readonly string[], code: Code) =>
  suspectsOf({ facts, commands, index: code });

test('a text that only the candidate prints names the module that contains it', () => {
  const code = codeWith({ candidate: { ...candidate, strings: strings({ 'Loaded manifest (': [3] }) } });
  const [first] = suspects([line], ['run'], code);
  expect(first).toMatchObject({ file: 'dvt/portal/hub.so' });
  expect(first?.why).toBe('contains the text "Loaded manifest (", which only the candidate shows');
});

test('a text that the reference prints as well names none', () => {
  const code = codeWith({ candidate: { ...candidate, strings: strings({ 'Loaded manifest (': [3] }) } });
  const both = { ...line, kind: 'line-changed', reference: 'Loaded manifest (30 models)' } as const;
  expect(suspects([both], ['run'], code).map(({ file }) => file)).toEqual(['dvt/cli/run.so']);
});

test('the rarer text says more', () => {
  const found = strings({ 'manifest with (': [3], 'nodes in total)': [1, 2] });
  const code = codeWith({ candidate: { ...candidate, commands: [], strings: found } });
  const both = { ...line, candidate: 'manifest with (30 nodes in total)' };
  expect(suspects([both], ['list'], code)[0]?.file).toBe('dvt/portal/hub.so');
});

test.each([
  ['run', 'dvt/cli/run.so', 'runs run'],
  ['parse', 'dvt/cli/main.py', 'dispatches parse'],
  ['init', 'dvt/cli/main.py', 'dispatches commands, and has no branch for init'],
])('without other evidence, what takes the command: %s', (command, file, why) => {
  expect(suspects([line], [command], codeWith())).toMatchObject([{ file, why }]);
});

test('a module that takes one of many commands is no suspect of what all of them show', () => {
  const many = ['run', 'build', 'test', 'clone', 'show', 'list', 'snapshot', 'debug'];
  const found = suspects(
    [line],
    many,
    codeWith({ candidate: { ...candidate, commands: candidate.commands.slice(0, 1) } }),
  );
  expect(found.map(({ file }) => file)).not.toContain('dvt/cli/run.so');
});

test('the deepest frame of its own that only the candidate prints comes first', () => {
  const says = (...frames: readonly string[]) => ({
    ...line,
    candidate: frames.map((frame) => `  File "{packages}/${frame}", line {line}, in load\n`).join(''),
  });
  const all = says('dvt/cli/main.py', 'dvt/cli/seed.so', 'yaml/__init__.py');
  expect(suspects([all], ['list'], codeWith()).map(({ file }) => file)).toEqual([
    'dvt/cli/seed.so',
    'dvt/cli/main.py',
    'yaml/__init__.py',
  ]);
  const known = { ...all, reference: says('dvt/cli/seed.so').candidate };
  expect(suspects([known], ['list'], codeWith()).map(({ file }) => file)).not.toContain('dvt/cli/seed.so');
});

test('where both have sources, a module that is as in the reference says little', () => {
  const found = strings({ 'Loaded manifest (': [1, 3] });
  const code = codeWith({ candidate: { ...candidate, strings: found }, differing: 900, changedFiles: [3] });
  expect(suspects([line], ['list'], code).map(({ file }) => file)).toEqual(['dvt/portal/hub.so']);
});

test('the module that has its own name in a text of the reference names it', () => {
  const moved = { ...line, kind: 'line-changed', reference: '~/.dbt', candidate: '~/.dvt' } as const;
  const theirs = { ...emptyIndex, files: files.map((file) => file.replace('dvt', 'dbt')) };
  const code = (renamed: readonly number[]) =>
    codeWith({
      candidate: { ...candidate, commands: [], strings: strings({ '.dvt': [1, 2] }) },
      reference: { ...theirs, strings: strings({ '.dbt': renamed }) },
      differing: 900,
    });
  expect(suspects([moved], ['list'], code([2]))).toMatchObject([
    { file: 'dvt/cli/seed.so', why: expect.stringContaining('".dvt" where the reference has ".dbt"') },
  ]);
  expect(suspects([{ ...moved, reference: 'none yet' }], ['list'], code([2]))).toEqual([]);
});

test('a file that differs leads to the modules that only the candidate has and that name it', () => {
  const page: Fact = { ...line, facet: 'files', kind: 'file-changed', path: 'project/target/index.html' };
  const found = strings({ 'index.html': [1, 3] });
  const code = codeWith({
    candidate: { ...candidate, commands: [], strings: found },
    reference: { ...emptyIndex, files: ['dbt/cli/run.py', 'dbt/cli/main.py', 'dbt/cli/seed.py'] },
    differing: 900,
  });
  const differs = { ...page, reference: 'a', candidate: 'b' };
  const [first, ...others] = suspects([differs], ['list'], { ...code, changedFiles: [1, 3] });
  expect(first).toMatchObject({ file: 'dvt/portal/hub.so' });
  expect(others).toEqual([]);
});

test('what fires an event comes before the module that words it, unless the wording differs', () => {
  const [types, seed] = ['dvt/events/types.py', 'dvt/cli/seed.so'];
  const found = strings({ 'Loaded manifest (': [0], 'nodes)': [1] });
  const code = codeWith({
    candidate: { ...candidate, files: [types, seed], commands: [], strings: found },
    differing: 900,
    changedFiles: [0, 1],
  });
  const firstIn = (index: Code) => suspects([line], ['list'], index)[0]?.file;
  expect(firstIn(code)).toBe(seed);
  const changed = { name: 'Loaded', file: 0, line: 0, end: 9, was: { file: 0, line: 0, end: 9 } };
  expect(firstIn({ ...code, changed: [changed] })).toBe(types);
});

test('one function that differs is a suspect of everything', () => {
  const changed = { name: 'load', file: 2, line: 5, end: 9, was: { file: 2, line: 5, end: 9 } };
  const code = codeWith({ differing: 1, changed: [changed], changedFiles: [2] });
  expect(suspects([{ ...line, candidate: 7 }], ['list'], code)[0]).toMatchObject({
    file: 'dvt/cli/seed.so',
    line: 5,
  });
});

test('nothing useful known: no suspect', () => {
  expect(suspects([line], ['list'], codeWith({ candidate: { ...candidate, commands: [] } }))).toEqual([]);
});

test('parts of a run keep together what each of them kept', () => {
  const part = (text: string, option: string) =>
    codeWith({ candidate: { ...candidate, strings: strings({ [text]: [1] }) }, options: { [option]: text } });
  const merged = mergeCode([part('one text', '--a'), part('another text', '--b'), part('one text', '--a')]);
  expect(merged?.candidate.strings.map(({ text }) => text)).toEqual(['one text', 'another text']);
  expect(merged?.options).toEqual({ '--a': 'one text', '--b': 'another text' });
  expect(mergeCode([])).toBeUndefined();
});
