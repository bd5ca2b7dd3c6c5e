import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { neededBy, sourcesOf } from './sources.ts';

test.each<[string, string, readonly string[]]>([
  ['an import', "import { a } from './a.ts';", ['src/x/a.ts']],
  ['an import over several lines', "import {\n  a,\n  b as c,\n} from '../a.ts';", ['src/a.ts']],
  ['an import of values and types', "import b, { type A } from './a.ts';", ['src/x/a.ts']],
  ['an import for its side effects', "import './a.ts';", ['src/x/a.ts']],
  ['a re-export', "export { a } from './a.ts';\nexport * from './b.ts';", ['src/x/a.ts', 'src/x/b.ts']],
  ['a dynamic import', "const a = await import('./a.ts');", ['src/x/a.ts']],
  ['a program', "new URL('y/a.py', import.meta.url)", ['src/x/y/a.py']],
  ['a program of ours', `new URL(\n  \`./a\${extension}\`,\n  import.meta.url,\n)`, ['src/x/a.ts']],
  ['no types', "import type { A } from './a.ts';\nexport type { B } from './b.ts';", []],
  ['no packages', "import path from 'node:path';\nawait import('diff');", []],
  ['no strings', "export const a = './a.ts';\nexport function b() {\n  return './b.ts';\n}", []],
])('finds %s', (_, text, expected) => expect(neededBy('src/x/module.ts', text)).toEqual(expected));

test.each([
  'await import(name)',
  `await import(\`./\${name}.ts\`)`,
  'await import(pathToFileURL(name).href)',
  'new URL(name, import.meta.url)',
  `new URL(\`\${name}.py\`, import.meta.url)`,
  "path.join(import.meta.dirname, 'a.py')",
  "import.meta.resolve('./a.ts')",
  "createRequire(import.meta.url)('./a.cjs')",
])('does not pass over %s', (text) =>
  expect(() => neededBy('src/x/module.ts', text)).toThrow(/^src\/x\/module\.ts cannot be resolved/),
);

test('follows from file to file, also in circles, and takes all Python files of a script’s folder', async () => {
  const root = await folderWith({
    'a.ts': "import './b.ts';",
    'b.ts': "import './a.ts';\nnew URL('py/main.py', import.meta.url);",
    'c.ts': '',
    ...{ 'py/main.py': 'import other', 'py/other.py': '', 'py/notes.txt': '' },
  });
  expect([...sourcesOf(root, ['a.ts'])]).toEqual([
    ...[
      ['a.ts', "import './b.ts';"],
      ['b.ts', expect.any(String)],
    ],
    ...[
      ['py/main.py', 'import other'],
      ['py/other.py', ''],
    ],
  ]);
});

test('a file that does not exist is an error', async () => {
  const root = await folderWith({ 'a.ts': "import './b.ts';" });
  expect(() => sourcesOf(root, ['a.ts'])).toThrow(/ENOENT.*b\.ts/);
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder('sources');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  return root;
}
