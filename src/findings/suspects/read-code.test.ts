/** The index of packages that are really there, read by a real Python. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { plainEngine } from '../../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { codeOfRun } from './code-of-run.ts';
import type { Fact } from './evidence.ts';
import { fixOf } from './fix-of.ts';
import { readCode } from './read-code.ts';
import { suspectsOf } from './suspects-of.ts';

const commands = ['run', 'seed', 'test', 'build'];
const main = (name: string) => `
from ${name}.task.run import RunTask
from ${name}.task.seed import SeedTask

@cli.command("run")
def run():
    return RunTask()

@cli.command("seed")
def seed():
    return SeedTask()

${commands
  .slice(2)
  .map((command) => `@cli.command("${command}")\ndef ${command}():\n    return 0\n`)
  .join('\n')}`;
const task = (engine: string, name: string, line: string) => `
"""Documentation of the task."""

class ${name}:
    def run(self, count: int):
        """Prints a line."""
        print(f"${line} {count} rows")

    def home(self):
        return "~/.${engine}"
`;

/** An engine whose package has these files. */
async function engineOf(name: string, files: Readonly<Record<string, string>>) {
  const root = await temporaryFolder('suspects');
  const all = { ...files, [`${name}_core-1.dist-info/RECORD`]: Object.keys(files).join(',,\n') };
  for (const [file, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const { stdout } = await execa('python3', ['-c', 'import sys; print(sys.executable)']);
  return {
    ...plainEngine(`/bin/${name}`),
    release: `${name}-core==1`,
    locations: [[root, '{packages}'] as const, [stdout, '{python}'] as const],
  };
}

const engineWith = (name: string, line: string) =>
  engineOf(name, {
    [`${name}/cli/main.py`]: main(name),
    [`${name}/task/run.py`]: task(name, 'RunTask', 'Ran'),
    [`${name}/task/seed.py`]: task(name, 'SeedTask', line),
  });

const fact: Fact = {
  facet: 'stdout',
  kind: 'line-changed',
  path: 'line 3',
  reference: 'Loaded seeds: 3 rows',
  candidate: 'Copied files: 3 rows',
  case: 'seed/all',
  step: 0,
};

test('strings, functions and what takes each command are read; documentation is not', async () => {
  const index = await readCode(await engineWith('one', 'Loaded seeds:'), ['one']);
  const texts = index.strings.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['Loaded seeds:', 'rows', 'SeedTask']));
  expect(texts.filter((text) => /Documentation|Prints/.test(text))).toEqual([]);
  const uses = index.commands.map((taken) => [taken.command, taken.uses.map((file) => index.files[file])]);
  expect(uses).toEqual(
    expect.arrayContaining([
      ['seed', ['one/task/seed.py']],
      ['test', []],
    ]),
  );
});

test('a fork: the function that prints another line is the suspect, and its patch the fix', async () => {
  const reference = await engineWith('one', 'Loaded seeds:');
  const candidate = await engineWith('two', 'Copied files:');
  const index = await codeOfRun({ reference, candidate }, [fact]);
  if (!index) throw new Error('nothing was kept');
  // The names of the engines are no difference.
  expect(index.changed.map(({ name }) => name)).toEqual(['SeedTask.run']);
  const suspects = suspectsOf({ facts: [fact], commands: ['seed'], index });
  expect(suspects[0]).toMatchObject({ file: 'two/task/seed.py', line: 7 });
  const { source } = fixOf({ facts: [fact], index, suspects, sentence: 'Print the line.' });
  expect(source?.text).toContain('-        print(f"Copied files: {count} rows")');
  expect(source?.text).toContain('+        print(f"Loaded seeds: {count} rows")');
});

test('a missing option: the fix is the definition of the reference', async () => {
  const params =
    'import click\n\nsample = click.option(\n    "--sample",\n    help="Rows to read.",\n)\n\nother = 1\n';
  const reference = await engineOf('one', { 'one/params.py': params });
  const candidate = await engineOf('two', { 'two/params.py': 'import click\n' });
  const missing: Fact = { ...fact, facet: 'interface', kind: 'option-missing', path: '--sample' };
  const index = await codeOfRun({ reference, candidate }, [missing]);
  if (!index) throw new Error('nothing was kept');
  const { text, source } = fixOf({ facts: [missing], index, suspects: [], sentence: '' });
  expect(text).toContain('--sample');
  expect(source?.text).toBe('sample = click.option(\n    "--sample",\n    help="Rows to read.",\n)');
});

test('a plain program has no code to look at', async () => {
  const program = plainEngine('/bin/dvt');
  const index = await codeOfRun({ reference: program, candidate: program }, [fact]);
  expect(index && suspectsOf({ facts: [fact], commands: ['seed'], index })).toEqual([]);
});

test('an index is kept with the engine until one of its files changes', async () => {
  const engine = await engineWith('one', 'Loaded seeds:');
  const folder = engine.locations[0]?.[0] ?? '';
  const root = path.join(folder, 'root');
  const texts = async () =>
    (await readCode({ ...engine, kind: 'installed', root, lockFile: '' }, ['one'])).strings.map(
      ({ text }) => text,
    );
  expect(await texts()).toContain('Loaded seeds:');
  expect(await readdir(path.join(root, 'code'))).toEqual(['one.json']);
  const file = path.join(root, 'code/one.json');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('Loaded seeds:', 'From the index'));
  expect(await texts()).toContain('From the index');
  await writeFile(path.join(folder, 'one/task/seed.py'), 'said = "Loaded other seeds"\n');
  expect(await texts()).toContain('Loaded other seeds');
});
