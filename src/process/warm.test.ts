/** A program forked from a warm host shows what it shows when started by itself; where it would not, it is started cold. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { programs } from '../../fixtures/engines/programs.ts';
import { warmBench as bench } from '../../fixtures/engines/warm-bench.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { processTree } from './process-tree.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The host of a bench, and steps that run. */
async function pidsIn(folder: string): Promise<readonly number[]> {
  const of = path.join(folder, 'engine/.venv/bin/prog');
  const { stdout } = await execa('pgrep', ['-f', of], { reject: false });
  return stdout.split('\n').filter(Boolean).map(Number);
}

const program = (body: string) => ({ app: `def main():\n${body.replaceAll(/^/gm, '    ')}\n` });

const argvOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'exit codes': ['0', '3', 'None', '"text"', '-1', '256', 'True', '[]'].map((code) => [code]),
};

test.each(Object.entries(programs))('%s', async (name, body) => {
  const { cold, warm, said } = await bench(program(body));
  for (const argv of argvOf[name] ?? [[]]) {
    const expected = await cold({ argv });
    expect(expected.stdout + expected.stderr).not.toBe(name === 'no ceremony at the end' ? 'x' : '');
    // Once as it is imported, and again with what the host has learned.
    for (let round = 0; round < 3; round++) expect(await warm({ argv }), argv.join()).toEqual(expected);
  }
  expect(said).toEqual([]);
});

test('a variable that was read on import: a step where it differs is started cold, and sees its own', async () => {
  const { cold, warm, said } = await bench({
    app: 'import os\nmode = os.environ.get("APP_MODE", "none")\nflags = {k: v for k, v in os.environ.items() if k.startswith("APP_FLAG_")}\ndef main():\n    print(mode, flags)\n',
  });
  for (const env of [{}, { APP_MODE: 'a' }, { APP_FLAG_X: '1' }, { OTHER: '1' }, { PYTHONOPTIMIZE: '1' }])
    expect(await warm({ env })).toEqual(await cold({ env }));
  expect(said.map((text) => /cold: (\w+)/.exec(text)?.[1])).toEqual([
    'APP_MODE',
    'APP_FLAG_X',
    'PYTHONOPTIMIZE',
  ]);
});

test('a module that looks at the working directory when the script imports it does so in each step', async () => {
  const { cold, warm, said } = await bench({
    app: 'import state\nfrom user import shown\ndef main():\n    print(state.found, shown())\n',
    state:
      'import os\nfound = os.path.exists(os.path.join(os.getcwd(), "mark"))\nclass Kept:\n    value = found\n',
    user: 'from state import Kept\ndef shown():\n    return Kept.value\n',
  });
  for (const files of [{}, { mark: '' }, {}]) expect(await warm({ files })).toEqual(await cold({ files }));
  expect((await warm({ files: { mark: '' } })).stdout).toBe('True True\n');
  expect(said).toEqual([]);
});

test.each([
  ['copies the environment', 'import os\nkept = dict(os.environ)'],
  [
    'starts threads',
    'import threading, time\nthreading.Thread(target=time.sleep, args=[1], daemon=True).start()',
  ],
  ['prints', 'print("loading")'],
  ['complains', 'import sys\nprint("loading", file=sys.stderr)'],
  ['cannot be imported', 'import nowhere'],
])('an engine that %s on import is started cold each time, and it is said once', async (_, text) => {
  const { cold, warm, said } = await bench({ app: `${text}\ndef main():\n    print("main")\n` });
  for (let round = 0; round < 2; round++) expect(await warm()).toEqual(await cold());
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('all steps are started cold');
});

test('a script that is not Python is started cold', async () => {
  const { cold, warm, said } = await bench({ app: '' }, '');
  expect(await warm()).toEqual(await cold());
  expect(said.length).toBeLessThanOrEqual(1);
});

test('what stands after the first imports of a script is left to each step', async () => {
  const script = 'import os\nos.environ["APP_MODE"] = "set"\nfrom app import main\nprint("at top")\nmain()\n';
  const { cold, warm } = await bench(
    { app: 'import os\nmode = os.environ["APP_MODE"]\ndef main():\n    print(mode)\n' },
    script,
  );
  for (let round = 0; round < 2; round++) expect(await warm()).toEqual(await cold());
  expect((await warm()).stdout).toBe('at top\nset\n');
});

test('what the script imports reads the working directory in the middle: each step goes on from there', async () => {
  const { cold, warm, said } = await bench({
    app: 'import before, state, after\nprint("loading")\ndef main():\n    import sys, late\n    print(state.found, after.seen, late.found)\n',
    before: 'import itertools\ncount = itertools.count()\n',
    state:
      'import os, before\nfound = os.path.exists(os.path.join(os.getcwd(), "mark"))\nnumber = next(before.count)\n',
    after:
      'import state, os\nseen = (state.found, state.number, os.path.expanduser("~") == os.environ["HOME"])\n',
    // Imported while `app` is not finished it would not find this.
    late: 'import app\nfound = hasattr(app, "main")\n',
  });
  for (let round = 0; round < 3; round++)
    for (const files of [{}, { mark: '' }]) expect(await warm({ files })).toEqual(await cold({ files }));
  expect((await warm({ files: { mark: '' } })).stdout).toBe('loading\nTrue (True, 0, True) True\n');
  expect(said).toEqual([]);
});

test('what the script imports sets a variable, from a file, that a computation in advance has read', async () => {
  const { cold, warm, announce } = await bench({
    app: 'import sys, base, dotenv\ndef main():\n    print(base.mode(base.Kind), sys.argv[1:])\n',
    base: 'import functools, os\nclass Kind:\n    pass\n@functools.lru_cache\ndef mode(kind):\n    return os.environ.get("MODE")\n',
    dotenv:
      'import os\nif os.path.exists(os.path.join(os.getcwd(), ".env")):\n    os.environ["MODE"] = "set"\n',
  });
  const argv = ['a b', ''];
  announce(8);
  for (let round = 0; round < 2; round++)
    for (const files of [{}, {}, { '.env': '' }])
      expect(await warm({ argv, files })).toEqual(await cold({ argv, files }));
  expect((await warm({ files: { '.env': '' } })).stdout).toBe('set []\n');
});

test.each([
  ['fails', '1 / 0'],
  ['ends the program', 'raise SystemExit(3)'],
])('what the script imports %s after it has looked at its working directory', async (_, text) => {
  const { cold, warm, said } = await bench({
    app: 'import state\n',
    state: `import os\nos.getcwd()\nprint("once")\n${text}\n`,
  });
  for (let round = 0; round < 3; round++) expect(await warm()).toEqual(await cold());
  expect(said).toEqual([]);
});

test('what steps compute from classes alone is learned; what depends on more is not', async () => {
  const log = path.join(await temporaryFolder('learned'), 'log');
  const { cold, warm } = await bench({
    app: `import functools, os
def note(text):
    with open(${JSON.stringify(log)}, "a") as file:
        file.write(text + "\\n")
def replaced(cls):
    note("method of " + cls.__name__)
    namespace = {}
    exec("def show(self):\\n    note('shown')\\n    return 'compiled'", {"note": note}, namespace)
    cls.show = namespace["show"]
def lazily(cls):
    namespace = {"cls": cls, "replaced": replaced}
    exec("def show(self):\\n    replaced(cls)\\n    return self.show()", namespace)
    cls.show = namespace["show"]
    return cls
@lazily
class Model:
    pass
class Other:
    note = staticmethod(note)
exec("def show(self):\\n    Other.note('by itself')\\n    Other.show = lambda self: 0\\n    return self.show()", globals())
Other.show = show
@functools.lru_cache
def schema(cls):
    note("schema of " + cls.__name__)
    return cls.__name__
@functools.lru_cache
def where(*what):
    note("where " + str(what))
    return os.getcwd()
def main():
    print(Model().show(), Other().show(), Other.__module__, schema(Model), where(), where("text"))
`,
  });
  const done = async () => {
    const lines = (await readFile(log, 'utf8')).trim().split('\n').toSorted();
    await rm(log);
    return lines;
  };
  const [each, once] = [
    ['by itself', 'shown', "where ('text',)", 'where ()'],
    ['method of Model', 'schema of Model'],
  ];
  const expected = await cold();
  await done();
  // The host does once what the first step did, while later ones run; from then on no step does.
  expect(await warm()).toEqual(expected);
  expect(await done()).toEqual([...once, ...each].toSorted());
  let lines: readonly string[] = once;
  for (let round = 0; round < 50 && once.some((line) => lines.includes(line)); round++) {
    expect(await warm()).toEqual(expected);
    lines = await done();
    // The host does no more than it has to.
    expect(lines.filter((line) => each.includes(line))).toEqual(each.toSorted());
  }
  expect(lines).toEqual(each.toSorted());
});

test('limits and leftovers are those of the step', async () => {
  const { warm } = await bench(
    program(`import sys, time, os, subprocess
if sys.argv[1] == "sleep":
    time.sleep(60)
if sys.argv[1] == "grow":
    kept = [bytearray(10**7) for n in range(200)]
    time.sleep(60)
if sys.argv[1] == "flood":
    while True:
        print("x" * 1000)
if sys.argv[1] == "bomb":
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.1)
if sys.argv[1] == "daemon":
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for fd in range(3):
                os.close(fd)
            time.sleep(60)
        os._exit(0)
    time.sleep(0.5)`),
  );
  const limits = { deadlineSeconds: 1, memoryMiB: 600, processes: 20, outputMiB: 1 };
  const patient = { ...limits, deadlineSeconds: 30 };
  expect(await warm({ argv: ['sleep'], limits })).toMatchObject({ limit: 'deadline' });
  expect(await warm({ argv: ['grow'], limits: patient })).toMatchObject({ limit: 'memory' });
  expect(await warm({ argv: ['flood'], limits: patient })).toMatchObject({ limit: 'output' });
  expect(await warm({ argv: ['bomb'], limits: patient })).toMatchObject({ limit: 'processes' });
  expect(await warm({ argv: ['daemon'], limits: patient })).toMatchObject({ code: 0, leftovers: 1 });
  expect(await warm({ argv: ['none'], limits: patient })).toMatchObject({
    code: 0,
    limit: null,
    leftovers: 0,
  });
});

test('a host that dies: its steps end with an error that says so, later ones are started cold', async () => {
  const { cold, warm, said, folder } = await bench(
    program('import sys, time\nprint("main", flush=True)\ntime.sleep(60 * len(sys.argv[1:]))'),
  );
  expect(await warm()).toEqual(await cold());
  const failed = expect(warm({ argv: ['long'] })).rejects.toThrow('The warm host of');
  const pids = () => pidsIn(folder);
  await vi.waitFor(async () => expect(await pids()).toHaveLength(2), { timeout: 10_000 });
  process.kill(Math.min(...(await pids())), 'SIGKILL');
  await failed;
  await vi.waitFor(async () => expect(await pids()).toEqual([]), { timeout: 10_000 });
  expect(await warm()).toEqual(await cold());
  expect(said).toEqual([expect.stringContaining('its warm host exited')]);
});

test('a host that dies with a request unread: the step ends with an error that says so', async () => {
  const { warm, folder } = await bench(program('print("main")'));
  await warm();
  const [host = 0] = await pidsIn(folder);
  process.kill(host, 'SIGSTOP');
  const failed = expect(warm()).rejects.toThrow('The warm host of');
  await sleep(200);
  process.kill(host, 'SIGKILL');
  await failed;
});

test('who ends early takes its own host along, and no other run’s', async () => {
  const [one, other] = [await bench(program('print("main")')), await bench(program('print("main")'))];
  await Promise.all([one.warm(), other.warm()]);
  const [host = 0] = await pidsIn(one.folder);
  const mark = /\bCOMPAT_STEP=(\w+)/.exec(await readFile(`/proc/${host}/environ`, 'latin1'))?.[1];
  processTree(host, mark ?? '').killNow();
  await vi.waitFor(async () => expect(await pidsIn(one.folder)).toEqual([]), { timeout: 10_000 });
  await other.warm();
  expect(other.said).toEqual([]);
});

test('aborted while its engine is still being imported, a step ends at once', async () => {
  const { warm } = await bench({ app: 'import time\ntime.sleep(30)\ndef main():\n    pass\n' });
  const stop = new AbortController();
  const began = Date.now();
  setTimeout(() => stop.abort(new Error('stopped')), 500);
  await expect(warm({ signal: stop.signal })).rejects.toThrow('stopped');
  expect(Date.now() - began).toBeLessThan(15_000);
});
