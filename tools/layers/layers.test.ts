/** The rules of .dependency-cruiser.mjs notice what they forbid. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Rules extends IFlattenedRuleSet {
  readonly options: object;
}
const config = (await import(pathToFileURL(path.join(root, '.dependency-cruiser.mjs')).href)) as {
  readonly default: Rules;
};

async function violationsIn(baseDir: string, files: readonly string[]) {
  const { options, ...ruleSet } = config.default;
  const { output } = await cruise([...files], { ...options, baseDir, ruleSet, validate: true });
  return (output as ICruiseResult).summary.violations;
}

const importing = (file: string) => `import '${file}';\n`;

test.each<[rule: string, from: string, to: string]>([
  ['layer-config', 'src/config/a.ts', 'src/process/b.ts'],
  ['layer-diff', 'src/diff/a.ts', 'src/compare/b.ts'],
  ['layer-observe-facets-normalise-identity', 'src/facets/exit/a.ts', 'src/cases/b.ts'],
  ['layer-report', 'src/report/html/a.ts', 'src/cli/b.ts'],
  ['layer-every-folder', 'src/novel/a.ts', 'src/config/b.ts'],
  ['bootstrap-alone', 'src/bootstrap/a.mjs', 'src/config/b.ts'],
  ['tools-only-from-cli', 'src/report/a.ts', 'tools/bench/b.ts'],
  ['suites-are-data', 'src/cases/a.ts', 'suites/b.ts'],
  ['suites-from-cases', 'suites/a.ts', 'src/compare/b.ts'],
  ['packages-alone', 'packages/host/a.ts', 'src/process/b.ts'],
  ['no-tests-in-production', 'src/compare/a.ts', 'src/compare/b.test.ts'],
  ['effects-files', 'src/diff/a.ts', 'node:fs'],
  ['effects-files', 'src/findings/causes/a.ts', 'fs-extra'],
  ['effects-processes', 'src/normalise/a.ts', 'node:child_process'],
  ['effects-processes', 'src/facets/exit/kinds.ts', 'execa'],
  ['effects-connections', 'src/identity/a.ts', 'node:net'],
  ['effects-connections', 'src/compare/a.ts', '@testcontainers/postgresql'],
])('%s: %s may not import %s', async (rule, from, to) => {
  const folder = await temporaryFolder('layers');
  const isFile = /^(src|tools|suites|packages)\//.test(to);
  const target = path.join(folder, isFile ? to : path.join('node_modules', to, 'index.js'));
  const specifier = isFile ? path.relative(path.dirname(from), to).replace(/^(?!\.)/, './') : to;
  for (const [file, text] of [
    [path.join(folder, from), importing(specifier)],
    [target, 'export {};\n'],
  ] as const) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const found = await violationsIn(folder, [from]);
  expect(found.map((violation) => violation.rule.name)).toEqual([rule]);
});

test('a cycle is a violation, also of types', async () => {
  const folder = await temporaryFolder('layers');
  await mkdir(path.join(folder, 'src/diff'), { recursive: true });
  await writeFile(path.join(folder, 'src/diff/a.ts'), `${importing('./b.ts')}export type A = 1;\n`);
  await writeFile(
    path.join(folder, 'src/diff/b.ts'),
    "import type { A } from './a.ts';\nexport type B = A;\n",
  );
  const found = await violationsIn(folder, ['src']);
  expect(found.map((violation) => violation.rule.name)).toContain('no-cycles');
});
