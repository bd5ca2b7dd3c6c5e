/** Texts that users read use plain English: case titles, documentation, help, messages, reasons of expectations. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readDefinitions } from '../cli/cases.ts';
import { loadSuites, withMatrices } from './suites.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const banned: readonly RegExp[] = [
  /\bmend(?:s|ed|ing)?\b/i,
  /\banew\b/i,
  /\b(?:any|every|no|some)body\b/i,
  /\bbesides?\b/i,
  /\b(?:held|holds?|holding) (?:\w+ ){0,5}against\b/i,
  /\b(?:lays?|laid|laying) (?:\w+ )?out\b/i,
  /\bwords a line\b/i,
  /\bpatience\b(?!-diff)/i,
  /\bgravest\b/i,
  // What differs for one reason is a cause.
  /\bfindings?\b/i,
  /\bwhat there is\b/i,
  // "Otherwise" for "differently". At the start of a sentence it means "if not".
  /\b(?:do|does|did|ends?|ended|behaves?|parses?|names?|words|writes?|looks?|known to do) (?:\w+ )?otherwise\b/i,
  /\botherwise than\b/i,
];

const offences = (where: string, text: string): readonly string[] =>
  banned.flatMap((words) => {
    const [found] = words.exec(text) ?? [];
    return found === undefined ? [] : [`${where}: "${found}" in "${text.trim().slice(0, 80)}"`];
  });

const files = (...patterns: readonly string[]) =>
  globSync([...patterns], { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted();

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/;
const pattern = /(?<=[=(,:[!&|?] *|\n +)\/(?![*/ ])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//;
const string = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/;
const expression = /\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}/;
const template = new RegExp(`\`(?:\\\\.|${expression.source}|[^\`\\\\])*\``);
/** Skips comments and regular expressions, and captures literals. */
const tokens = new RegExp(`${comment.source}|${pattern.source}|(${string.source}|${template.source})`, 'g');

/** String literals with several words, without the expressions in templates. */
function literalsOf(source: string): readonly string[] {
  return [...source.matchAll(tokens)]
    .map(([, literal = '']) => literal.replaceAll(new RegExp(expression, 'g'), '…'))
    .filter((literal) => /\w \w/.test(literal));
}

/** Markdown without code. */
const proseOf = (text: string) => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '…');

test('case titles', async () => {
  const definitions = await readDefinitions(root, undefined, new AbortController().signal);
  const suites = await withMatrices(root, await loadSuites(root), definitions);
  const cases = suites.flatMap((suite) => suite.cases);
  expect(cases.length).toBeGreaterThan(400);
  expect(cases.flatMap(({ id, title }) => offences(id, title))).toEqual([]);
});

test.each(files('*.md', 'docs/*.md'))('%s', (file) => {
  const paragraphs = proseOf(read(file)).split(/\n(?=[|\n-])/);
  expect(paragraphs.flatMap((each) => offences(file, each.replaceAll(/\s+/g, ' ')))).toEqual([]);
});

test('help texts and messages', () => {
  const sources = files('bootstrap.mjs', '{src,tools,packages}/**/*.{ts,mjs}', 'suites/**/*.ts');
  expect(sources).toContain('src/cli/main.ts');
  expect(
    sources.flatMap((file) => literalsOf(read(file)).flatMap((literal) => offences(file, literal))),
  ).toEqual([]);
});

test('reasons of expectations and adaptations, and faults of mutants', () => {
  const yaml = files('suites/expectations/*.yaml', 'projects/adaptations/*.yaml', 'fixtures/mutants/*.yaml');
  expect(yaml.length).toBeGreaterThan(5);
  const texts = yaml.flatMap((file) =>
    [...read(file).matchAll(/^ +(?:- )?(?:reason|what): (.*)$/gm)].map(
      ([, text = '']) => [file, text] as const,
    ),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.flatMap(([file, text]) => offences(file, text))).toEqual([]);
});

test('literals are found in source, and comments and expressions are not', () => {
  const source = [
    '/** Nobody reads this. */',
    "const beside = 'a mended text'; // anew",
    'const quotes = /[`"]nobody reads/;',
    'const other = `two words $',
    "{beside ? `not anew` : 'x'} end`;",
  ].join('\n');
  expect(literalsOf(source.replace('$\n', '$'))).toEqual(["'a mended text'", '`two words … end`']);
});
