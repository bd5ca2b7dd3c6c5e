/** A program that prints the worst there is, compared in a real run: what it says is harmless in every report. */
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { XMLValidator } from 'fast-xml-parser';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const hostile = String.raw`#!/bin/sh
printf '</script><script>document.title="taken"</script><img src=x onerror="document.title=1">\n'
printf '\x60\x60\x60\n# A heading\n\x60\x60\x60\x60\n[link](javascript:alert(1)) | a | b | <!-- -->\n'
printf '\033[31mred\033[0m\033]0;title\007\033[2J\r\b ]]> &amp; \342\200\256 rtl\n'
printf 'invalid \377\376\303 and nul \000\n::error::injected\n' >&2
head -c 10000000 /dev/zero | tr '\0' 'x'
head -c 10000000 /dev/zero | tr '\0' 'y' >&2
exit 1
`;

let folder: string;
let shown: string;
beforeAll(async () => {
  folder = await temporaryFolder('hostile');
  const programs = { plain: '#!/bin/sh\necho fine\nexit 1\n', hostile };
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(path.join(folder, name), text);
    await chmod(path.join(folder, name), 0o755);
  }
  const pair = ['--reference', `exe:${folder}/plain`, '--candidate', `exe:${folder}/hostile`];
  const words = ['run', '--case', 'debug/no-project', ...pair, '--out', path.join(folder, 'out')];
  const { exitCode, stdout } = await execa('node', [main, ...words], { cwd: folder, reject: false });
  expect(exitCode).toBe(1);
  shown = stdout;
});

/** Reports by name, those of issues included. */
async function reports(): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(path.join(folder, 'out'), { recursive: true });
  const texts = names.filter((name) => /\.(md|html|xml|json)$/.test(name) && !name.startsWith('raw/'));
  const read = async (name: string) =>
    [name, await readFile(path.join(folder, 'out', name), 'utf8')] as const;
  return Object.fromEntries(await Promise.all(texts.map(read)));
}

test('nothing in them acts on who reads them, and none is large', async () => {
  const all = { ...(await reports()), terminal: shown };
  expect(Object.keys(all).filter((name) => name.startsWith('issues/')).length).toBeGreaterThan(0);
  for (const [name, text] of Object.entries(all)) {
    expect.soft(text, name).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    // In JSON it is data, and a page has to see to it when it takes it over. A terminal knows no tags.
    if (!name.endsWith('.json') && !name.startsWith('issues/') && name !== 'terminal')
      expect.soft(text, name).not.toContain('</script><script>document');
    expect.soft(text.length, name).toBeLessThan(1_000_000);
    // As a command to GitHub it would have to begin a line.
    if (!name.startsWith('issues/')) expect.soft(text, name).not.toMatch(/^::/m);
  }
});

test('each can be read by what it is for', async () => {
  const all = await reports();
  expect(JSON.parse(all['report.json'] ?? '').cases).toHaveLength(1);
  expect(XMLValidator.validate(all['junit.xml'] ?? '')).toBe(true);
  const [, data] =
    /<script id="data" type="application\/json">(.*)<\/script>/.exec(all['report.html'] ?? '') ?? [];
  expect(JSON.parse(data ?? '').cases).toHaveLength(1);
});

test('the raw evidence holds it whole', async () => {
  const step = path.join(folder, 'out/raw/debug/no-project/candidate');
  const [name] = await readdir(step);
  expect((await readFile(path.join(step, String(name), 'stdout'))).length).toBeGreaterThan(10_000_000);
});
