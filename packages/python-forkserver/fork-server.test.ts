import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type ForkServer, openForkServer, type Step } from './fork-server.ts';

const marks = { server: '0000', step: '1234' };
const base = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };

/** A server of a script that calls `main` of a module, in a folder that is removed after the test. */
async function serverOf(module: string): Promise<{ server: ForkServer; folder: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fork-'));
  await mkdir(path.join(folder, 'server'));
  await writeFile(path.join(folder, 'app.py'), module);
  const script = path.join(folder, 'script');
  await writeFile(script, 'import sys\nfrom app import main\nsys.exit(main())\n');
  const server = await openForkServer({
    name: 'the script',
    python: 'python3',
    script,
    env: { ...base, MARK: marks.server, MODE: 'a' },
    folder: path.join(folder, 'server'),
    learned: path.join(folder, 'learned.json'),
    marker: 'MARK',
  });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return { server, folder };
}

async function forkIn(server: ForkServer, folder: string, step: Partial<Step> = {}) {
  const { env, ...rest } = step;
  const whole = { ...base, MARK: marks.step, MODE: 'a', ...env };
  const forked = await server.fork({ argv: [], cwd: folder, ...rest, env: whole });
  if ('refused' in forked) throw new Error(forked.refused);
  return forked;
}

async function shownBy(server: ForkServer, folder: string, step: Partial<Step> = {}) {
  const forked = await forkIn(server, folder, step);
  const [stdout, stderr, ended] = await Promise.all([text(forked.stdout), text(forked.stderr), forked.ended]);
  return { stdout, stderr, ...ended };
}

test('imports once; each step has its own arguments, environment and folder, and starts from the import', async () => {
  const { server, folder } = await serverOf(`
import os, sys
with open(os.path.join(os.path.dirname(__file__), "imports"), "a") as file:
    file.write("x")
seen = []
def main():
    seen.append(sys.argv[1])
    print(seen, os.environ["OWN"], os.path.basename(os.getcwd()))
    print(sys.argv[1], file=sys.stderr)
    return 3
`);
  expect(await server.ready).toBeUndefined();
  for (const name of ['one', 'two']) {
    const cwd = path.join(folder, name);
    await mkdir(cwd);
    expect(await shownBy(server, folder, { argv: [name], cwd, env: { OWN: `of ${name}` } })).toEqual({
      stdout: `['${name}'] of ${name} ${name}\n`,
      stderr: `${name}\n`,
      code: 3,
      signal: null,
    });
  }
  expect(await readFile(path.join(folder, 'imports'), 'utf8')).toBe('x');
});

test('the system shows the marker of the step', async () => {
  const { server, folder } = await serverOf(
    'def main():\n    print(open("/proc/self/environ").read().split("\\0"))\n',
  );
  const { stdout } = await shownBy(server, folder);
  expect(stdout).toContain(`'MARK=${marks.step}'`);
  expect(stdout).not.toContain(marks.server);
});

test('an import that cannot be shared is refused with the reason', async () => {
  const { server } = await serverOf('print("loading")\ndef main():\n    pass\n');
  expect(await server.ready).toEqual({ refused: 'it prints while it is imported' });
});

test('a step with another value of a variable that the import read is refused, others are not', async () => {
  const { server, folder } = await serverOf(
    'import os\nmode = os.environ["MODE"]\ndef main():\n    print(mode)\n',
  );
  await expect(forkIn(server, folder, { env: { MODE: 'b' } })).rejects.toThrow('MODE differs');
  expect(await shownBy(server, folder, { env: { OTHER: 'b' } })).toMatchObject({ stdout: 'a\n' });
});

test('once the server exits, the end of its steps rejects, and further steps are refused', async () => {
  const { server, folder } = await serverOf('import time\ndef main():\n    time.sleep(600)\n');
  const { ended, pid } = await forkIn(server, folder);
  onTestFinished(() => void process.kill(pid, 'SIGKILL'));
  const lost = expect(ended).rejects.toThrow('The warm host of the script exited');
  await server.close();
  await lost;
  expect(await server.fork({ argv: [], cwd: folder, env: {} })).toEqual({ refused: 'its warm host exited' });
});

test('an interpreter that cannot be started is an error', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fork-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const python = path.join(folder, 'none');
  const options = { name: 'none', script: python, env: {}, folder, learned: '', marker: 'MARK' };
  await expect(openForkServer({ ...options, python })).rejects.toThrow('ENOENT');
});
