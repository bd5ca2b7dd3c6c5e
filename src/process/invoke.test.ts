import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import type { Invocation, Limits } from './invocation.ts';
import { invoke } from './invoke.ts';
import { listPids, readProcess } from './processes.ts';

// Programs are really started, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const roomy: Limits = { deadlineSeconds: 60, memoryMiB: 2048, processes: 64, outputMiB: 16 };

async function scratch(): Promise<string> {
  const folder = await temporaryFolder('invoke');
  return folder;
}

interface Step {
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
}

async function run(program: string, argv: readonly string[], { limits, signal }: Step = {}) {
  const folder = await scratch();
  const invocation: Invocation = {
    engine: plainEngine(program),
    argv,
    cwd: folder,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', PYTHONHASHSEED: '0' },
    limits: { ...roomy, ...limits },
    evidence: path.join(folder, 'evidence'),
    signal,
  };
  const output = (name: string) => readFile(path.join(invocation.evidence, name));
  return { ending: invoke(invocation), output, folder };
}

const sh = (script: string, step?: Step) => run('/bin/sh', ['-c', script], step);
const python = (script: string, step?: Step) => run('/usr/bin/env', ['python3', '-c', script], step);

/** Pids a script has written into a file, one a line. */
async function pidsIn(file: string): Promise<number[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

/** Processes with that working folder, whoever started them; those that have ended stand nowhere. */
function standingIn(folder: string): readonly number[] {
  return listPids().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

const isAlive = (pid: number) => readProcess(pid)?.ended === false;

async function appears(file: string): Promise<void> {
  while (
    !(await access(file).then(
      () => true,
      () => false,
    ))
  )
    await new Promise((done) => setTimeout(done, 10));
}

test('both streams are kept apart and together, byte by byte', async () => {
  const { ending, output } = await sh(
    "printf 'out\\377\\n'; sleep 0.2; printf 'err\\376' >&2; sleep 0.2; printf 'more'",
  );
  expect(await ending).toMatchObject({ code: 0, signal: null, limit: null, leftovers: 0 });
  expect(await output('stdout')).toEqual(Buffer.from('out\xff\nmore', 'latin1'));
  expect(await output('stderr')).toEqual(Buffer.from('err\xfe', 'latin1'));
  expect(await output('transcript')).toEqual(Buffer.from('out\xff\nerr\xfemore', 'latin1'));
});

test('exit codes and signals are told apart', async () => {
  expect(await (await sh('exit 3')).ending).toMatchObject({ code: 3, signal: null, limit: null });
  expect(await (await sh('kill -TERM $$')).ending).toMatchObject({
    code: null,
    signal: 'SIGTERM',
    limit: null,
  });
});

test('the environment is the engine’s and the step’s, nothing else; standard input is empty', async () => {
  process.env.COMPAT_TEST_SECRET = 'leaked';
  onTestFinished(() => {
    delete process.env.COMPAT_TEST_SECRET;
  });
  const folder = await scratch();
  const evidence = path.join(folder, 'evidence');
  const exit = await invoke({
    engine: { ...plainEngine('/usr/bin/env'), path: ['/engine/bin'], env: { A: 'engine', B: 'engine' } },
    argv: [],
    cwd: folder,
    env: { PATH: '/usr/bin', A: 'step' },
    limits: roomy,
    evidence,
  });
  expect(exit.code).toBe(0);
  const lines = (await readFile(path.join(evidence, 'stdout'), 'utf8')).trim().split('\n').sort();
  expect(lines).toEqual([
    'A=step',
    'B=engine',
    expect.stringMatching(/^COMPAT_STEP=[0-9a-f]{16}$/),
    'PATH=/engine/bin:/usr/bin',
  ]);
  const { ending, output } = await sh('wc -c');
  await ending;
  expect(String(await output('stdout')).trim()).toBe('0');
});

test('past the deadline even a program that ignores signals is ended, with its children', async () => {
  const script = `trap '' TERM INT HUP; sleep 300 & echo $! >> pids; echo $$ >> pids; while :; do sleep 1; done`;
  const { ending, folder } = await sh(script, { limits: { deadlineSeconds: 1 } });
  expect(await ending).toMatchObject({ code: null, signal: 'SIGKILL', limit: 'deadline', leftovers: 0 });
  const pids = await pidsIn(path.join(folder, 'pids'));
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
});

// Bounded by itself: each start takes one of 400 places and ends after a minute.
const bomb = `
import os, subprocess, sys, time
with open('pids', 'a') as f: f.write(f'{os.getpid()}\\n')
if sum(1 for _ in open('pids')) < 400:
    for _ in range(2): subprocess.Popen([sys.executable, sys.argv[0]], start_new_session=True)
time.sleep(60)
`;

import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

test('a program that starts itself without end is ended, to the last process', async () => {
  const script = `open('bomb.py', 'w').write(${JSON.stringify(bomb)})\nimport os, sys; os.execv(sys.executable, [sys.executable, 'bomb.py'])`;
  const { ending, folder } = await python(script, { limits: { processes: 32 } });
  expect(await ending).toMatchObject({ code: null, limit: 'processes' });
  // How many had come so far as to note themselves hangs on how busy the machine is: those that had not must be gone as well.
  expect((await pidsIn(path.join(folder, 'pids'))).length).toBeGreaterThan(1);
  expect(standingIn(folder)).toEqual([]);
});

test('memory counts over the whole tree', async () => {
  const hog = `import os, time
os.fork()
kept = bytearray(b'x') * (140 * 1024 * 1024)
time.sleep(60)`;
  const { ending } = await python(hog, { limits: { memoryMiB: 200 } });
  expect(await ending).toMatchObject({ code: null, limit: 'memory' });
});

test('memory that forks share counts once', async () => {
  const shared = `import os, time
kept = bytearray(b'x') * (120 * 1024 * 1024)
children = [os.fork() for _ in range(1)]
time.sleep(1)`;
  const { ending } = await python(shared, { limits: { memoryMiB: 200 } });
  expect(await ending).toMatchObject({ code: 0, limit: null });
});

test('a flood of output is cut at the limit', async () => {
  const { ending, output } = await sh('yes & yes >&2', { limits: { outputMiB: 1 } });
  expect(await ending).toMatchObject({ code: null, limit: 'output' });
  const bytes = (await output('stdout')).length + (await output('stderr')).length;
  expect(bytes).toBeGreaterThan(1024 ** 2);
  expect(bytes).toBeLessThan(2 * 1024 ** 2);
  expect((await output('transcript')).length).toBe(bytes);
});

test('a daemon that cut every tie is counted, and ended', async () => {
  const daemon = `import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(3): os.close(fd)
        open('pids', 'w').write(f'{os.getpid()}\\n')
        time.sleep(300)
    os._exit(0)
os.wait()
while not os.path.exists('pids'): time.sleep(0.01)`;
  const { ending, folder } = await python(daemon);
  expect(await ending).toMatchObject({ code: 0, limit: null, leftovers: 1 });
  const pids = await pidsIn(path.join(folder, 'pids'));
  expect(pids).toHaveLength(1);
  expect(pids.filter(isAlive)).toEqual([]);
});

test('a child that drops the mark is known by its session, and need not keep the pipes', async () => {
  const { ending, output } = await sh('env -i /bin/sleep 300 & echo done');
  expect(await ending).toMatchObject({ code: 0, leftovers: 1 });
  expect(String(await output('stdout'))).toBe('done\n');
});

test('one that left the tree before anybody looked is not waited for, though it holds the output open', async () => {
  const { ending, output } = await sh('setsid env -i sleep 10 & echo done');
  expect(await ending).toMatchObject({ code: 0, limit: null });
  expect(String(await output('stdout'))).toBe('done\n');
});

test('a helper that ends right after its parent is no leftover', async () => {
  expect(await (await sh('(sleep 0.2) & exit 0')).ending).toMatchObject({ code: 0, leftovers: 0 });
});

test('aborting ends the whole tree and rejects with the reason', async () => {
  const controller = new AbortController();
  const { ending, folder } = await sh('sleep 300 & echo $! > p; echo $$ >> p; mv p pids; wait', {
    signal: controller.signal,
  });
  const refused = expect(ending).rejects.toThrow('enough');
  await appears(path.join(folder, 'pids'));
  controller.abort(new Error('enough'));
  await refused;
  const pids = await pidsIn(path.join(folder, 'pids'));
  expect(pids).toHaveLength(2);
  expect(pids.filter(isAlive)).toEqual([]);
});

test('an aborted step is not even started', async () => {
  const { ending, folder } = await sh('touch started', { signal: AbortSignal.abort(new Error('enough')) });
  await expect(ending).rejects.toThrow('enough');
  await expect(access(path.join(folder, 'started'))).rejects.toThrow();
});

test('a program that cannot be started is a problem of the environment', async () => {
  await expect((await run('/nonexistent/dbt', [])).ending).rejects.toMatchObject({
    name: 'Problem',
    kind: 'environment',
    why: expect.stringContaining('ENOENT'),
  });
  const folder = await scratch();
  await writeFile(path.join(folder, 'dbt'), '', { mode: 0o644 });
  await expect((await run(path.join(folder, 'dbt'), [])).ending).rejects.toMatchObject({
    kind: 'environment',
    why: expect.stringContaining('EACCES'),
  });
});

test('output that cannot be kept is a problem of the environment, and ends the step', async () => {
  const folder = await scratch();
  await mkdir(path.join(folder, 'evidence/stdout'), { recursive: true });
  const step: Invocation = {
    engine: plainEngine('/bin/sh'),
    argv: ['-c', 'echo $$ > pid; sleep 300'],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    limits: roomy,
    evidence: path.join(folder, 'evidence'),
  };
  await expect(invoke(step)).rejects.toMatchObject({
    kind: 'environment',
    why: expect.stringContaining('EISDIR'),
  });
  expect((await pidsIn(path.join(folder, 'pid'))).filter(isAlive)).toEqual([]);
});

test('a harness that ends early takes its steps along', async () => {
  const folder = await scratch();
  const step = {
    engine: plainEngine('/bin/sh'),
    argv: ['-c', 'sleep 300 & echo $! > p; echo $$ >> p; mv p pids; wait'],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    limits: roomy,
    evidence: folder,
  };
  const script = `const { invoke } = await import(${JSON.stringify(new URL('invoke.ts', import.meta.url).href)});
const { existsSync } = await import('node:fs');
invoke(${JSON.stringify(step)});
setInterval(() => { if (existsSync(${JSON.stringify(path.join(folder, 'pids'))})) process.exit(7); }, 10);`;
  const harness = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  expect(await once(harness, 'exit')).toEqual([7, null]);
  const pids = await pidsIn(path.join(folder, 'pids'));
  expect(pids).toHaveLength(2);
  // Struck, but it may take the system a moment: this test fails by never ending.
  while (pids.some(isAlive)) await new Promise((done) => setTimeout(done, 10));
});
