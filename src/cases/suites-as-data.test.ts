/** The suites as data, with the cases generated for the options of the reference: does each case do what it says? */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDefinitions } from '../cli/cases.ts';
import { expectedOutcomes, subject } from '../report/wording.ts';
import { type Case, type EngineStep, identityOf } from './case.ts';
import { type Command, typed } from './commands.ts';
import { loadSuites, withMatrices } from './suites.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const definitions = await readDefinitions(root, undefined, new AbortController().signal);
const suites = await withMatrices(root, await loadSuites(root), definitions);
const cases = suites.flatMap((suite) => suite.cases);
const declared = cases.filter(({ tried }) => tried === undefined);

const nameOf = ({ id }: Case) => id.slice(id.indexOf('/') + 1);
const variablesOf = ({ steps }: Case) => (steps.findLast((step) => 'engine' in step) as EngineStep).env ?? {};
const ids = (found: readonly Case[]) => found.map(({ id }) => id);
/** `id: argv` of cases that break a rule. */
const offenders = (found: readonly Case[], rule: (testCase: Case) => boolean) =>
  found
    .filter((testCase) => !rule(testCase))
    .map((testCase) => `${testCase.id}: ${subject(testCase).join(' ')}`);

test('the suites have the cases of the matrix', () => {
  expect(ids(cases)).toContain('run/flag-full-refresh');
  expect(ids(cases)).toContain('run/pair-1');
});

test('no two cases do the same', () => {
  const groups = Map.groupBy(
    // These run on a project without an adaptation that all others have.
    cases.filter(({ id }) => !withoutAdaptation.includes(id)),
    identityOf,
  );
  expect([...groups.values()].filter((group) => group.length > 1).map(ids)).toEqual([]);
});

const folder = path.join(root, 'projects/adaptations');
const withoutAdaptation = readdirSync(folder)
  .flatMap((name) => parse(readFileSync(path.join(folder, name), 'utf8')).adaptations)
  .map(({ as_is }: { as_is: string }) => as_is);

/** Other names of commands. */
const aliases: Partial<Record<Command, string>> = {
  list: 'ls',
  'source-freshness': 'source snapshot-freshness',
};

test('the subject is the command of the suite', () => {
  const isIts = (testCase: Case) => {
    const line = `${subject(testCase).join(' ')} `;
    const name = typed(testCase.command);
    return (
      [name, aliases[testCase.command] ?? name].some((spelling) => line.startsWith(`${spelling} `)) ||
      // The help of a group of commands.
      line === `${name.split(' ')[0]} --help `
    );
  };
  expect(offenders(cases, isIts)).toEqual([]);
});

/** First words of titles that name a command. */
const verbs: Readonly<Record<string, Command>> = {
  lists: 'list',
  parses: 'parse',
  compiles: 'compile',
  clones: 'clone',
  installs: 'deps',
  previews: 'show',
};

test('a title that begins with what a command does belongs to that command', () => {
  const agrees = ({ title, command }: Case) => {
    const verb = verbs[title.split(' ')[0] ?? ''];
    return verb === undefined || verb === command;
  };
  expect(offenders(cases, agrees)).toEqual([]);
});

test('options and variables in a title are in a command line of the case and in its environment', () => {
  const has = (testCase: Case) => {
    const given = testCase.steps.flatMap((step) => ('engine' in step ? step.engine : []));
    const absent = [...testCase.title.matchAll(/\bwithout (--[a-z0-9-]+)/g)].map(
      ([, option]) => option as string,
    );
    const options = (testCase.title.match(/(?<!\w)--[a-z][a-z0-9-]*/g) ?? []).filter(
      (each) => !absent.includes(each),
    );
    const variables = testCase.title.match(/\bDBT_\w+/g) ?? [];
    return (
      options.every((each) => given.includes(each)) &&
      !absent.some((each) => subject(testCase).includes(each)) &&
      variables.every((each) => each in variablesOf(testCase))
    );
  };
  expect(offenders(cases, has)).toEqual([]);
});

/** Words that a case's name begins or ends with, and what its command line must then have. */
const words: readonly (readonly [name: RegExp, argv: RegExp])[] = [
  [/^help\b/, /--help$/],
  [/(^|-)quiet\b/, /--quiet\b/],
  [/^log-json\b/, /--log-format json\b/],
  [/^log-debug\b/, /--debug\b/],
  [/^(output-)?json\b/, /--output json\b/],
  [/^unknown-flag$/, /--no-such-/],
];

test('a case has the flag that its name is about', () => {
  const has = (testCase: Case) =>
    words.every(([name, argv]) => !name.test(nameOf(testCase)) || argv.test(subject(testCase).join(' ')));
  expect(offenders(declared, has)).toEqual([]);
});

test('only cases about an unknown option have such an option', () => {
  const has = (testCase: Case) =>
    /--no-such-/.test(subject(testCase).join(' ')) === (nameOf(testCase) === 'unknown-flag');
  expect(offenders(cases, has)).toEqual([]);
});

test('a case that is named after an option of its command has that option', () => {
  expect(offenders(declared, hasItsOption)).toEqual([]);
});

function hasItsOption(testCase: Case): boolean {
  const options = suites.find(({ command }) => command === testCase.command)?.options ?? [];
  const name = nameOf(testCase);
  const named = options
    .flatMap(({ option }) =>
      [...option.names, ...option.negatives].map((flag) => ({ option, flag, bare: flag.replace(/^-+/, '') })),
    )
    .filter(({ bare }) => name === bare || name.startsWith(`${bare}-`))
    .toSorted((a, b) => b.bare.length - a.bare.length)[0];
  // What is on by default need not be written.
  if (!named || named.option.default === true) return true;
  const { option } = named;
  const flags = [...option.names, ...option.negatives];
  return (
    subject(testCase).some((word) => flags.includes(word)) ||
    Object.keys(variablesOf(testCase)).some((variable) => option.variables.includes(variable))
  );
}

test('a case by environment sets a variable', () => {
  const sets = (testCase: Case) =>
    !nameOf(testCase).endsWith('-by-environment') || Object.keys(variablesOf(testCase)).length > 0;
  expect(offenders(declared, sets)).toEqual([]);
});

/** Beginnings of titles that say how the reference ends. */
const endings: readonly (readonly [title: RegExp, outcomes: readonly string[]])[] = [
  [/^(accepts|prints help|succeeds|warns|works) /, ['success']],
  [/^(fails|refuses) /, ['failure', 'usage-error']],
  [/^rejects /, ['usage-error']],
];

test('a title that says how a case ends agrees with what it expects', () => {
  const agrees = (testCase: Case) =>
    expectedOutcomes(testCase).every((each) =>
      endings.every(([title, outcomes]) => !title.test(testCase.title) || outcomes.includes(each)),
    );
  // The reference does not know the command itself.
  expect(offenders(declared, agrees)).toEqual(['sync/help: sync --help']);
});
