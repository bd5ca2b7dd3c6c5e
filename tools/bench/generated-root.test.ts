import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { generateProject, modelsCase } from './generated-root.ts';

const modelsIn = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).flatMap(([file, text]) => {
    const name = /^models\/.*\/(\w+)\.sql$/.exec(file)?.[1];
    return name === undefined ? [] : [{ name, text }];
  });

test.each([10, 100, 1003])('%i models that refer to each other and to sources that are there', (count) => {
  const files = generateProject(count);
  const models = modelsIn(files);
  const names = new Set(models.map(({ name }) => name));
  expect(names.size).toBe(count);
  expect(names).toContain(modelsCase.steps.flatMap((step) => ('engine' in step ? step.engine : [])).at(-1));
  const refs = models.flatMap(({ text }) => [...text.matchAll(/ref\('(\w+)'\)/g)].map(([, name]) => name));
  expect(refs.length).toBeGreaterThan(count);
  expect(refs.filter((name) => !names.has(name as string))).toEqual([]);
  const sources = parse(files['models/sources.yml'] as string).sources[0].tables.map(
    ({ name }: { name: string }) => name,
  );
  const read = models.flatMap(({ text }) =>
    [...text.matchAll(/source\('raw', '(\w+)'\)/g)].map(([, name]) => name),
  );
  expect(new Set(read)).toEqual(new Set(sources));
  for (const name of sources) expect(files['states/raw.sql']).toContain(`create table raw.${name} `);
});

test('each model is described once, with tests', () => {
  const files = generateProject(120);
  const described = Object.entries(files)
    .filter(([file]) => file.endsWith('/models.yml'))
    .flatMap(([, text]) => parse(text).models as { name: string; columns: { data_tests?: unknown[] }[] }[]);
  expect(described.map(({ name }) => name).toSorted()).toEqual(
    modelsIn(files)
      .map(({ name }) => name)
      .toSorted(),
  );
  expect(described.every(({ columns }) => columns[0]?.data_tests?.length === 2)).toBe(true);
});

test('no model leads back to itself', () => {
  const layers = { stg: 0, int: 1, mart: 2 };
  const layerOf = (name = '') => layers[name.split('_')[0] as keyof typeof layers];
  for (const { name, text } of modelsIn(generateProject(200)))
    for (const [, parent] of text.matchAll(/ref\('(\w+)'\)/g))
      expect(layerOf(parent), `${name} reads ${parent}`).toBeLessThan(layerOf(name));
});

test('the same at every call', () => {
  expect(generateProject(77)).toEqual(generateProject(77));
});
