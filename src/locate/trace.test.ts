/** A small program is traced by a real Python. */
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { cacheFolder } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import type { Engine } from '../engines/engine.ts';
import { pythonOf } from '../engines/locations.ts';
import { provideEngine } from '../engines/provide.ts';
import { engineEnvironment } from '../process/environment.ts';
import { readTraces } from './read-traces.ts';
import { provideTracer, type Tracer, tracingEnvironment } from './tracer.ts';

const work = `
import sys, threading, subprocess

def at_import():
    return 1

def factory():
    def made():
        return 0
    return made

NUMBER, MADE = at_import(), factory()

class Shop:
    def open(self):
        """Documentation."""
        def inner():
            return 2
        return inner

    def unused(self):
        return 3

    def alone(self): return 4

def in_thread():
    return 5

def in_child():
    return 6
`;

import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const program = (python: string) => `#!${python}
import subprocess, sys, threading, time
from shop.work import MADE, Shop, in_thread
print(sys.path, sys.modules["sitecustomize"].__file__)
if sys.argv[1] == "serve":
    in_thread()
    print("ready", flush=True)
    time.sleep(300)
if sys.argv[1] == "open":
    Shop().open()
    MADE()
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
    subprocess.run([sys.executable, "-c", "from shop.work import in_child; in_child()"], check=True)
`;

let folder: string;
let engine: Engine;
let tracer: Tracer;
beforeAll(async () => {
  folder = await temporaryFolder('trace');
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const provide = { cache: cacheFolder(), say: () => {} };
  const dbt = await provideEngine('dbt-core==1.12.6', await readConfig([root]), provide);
  const files = {
    'lib/shop/__init__.py': '',
    'lib/shop/work.py': work,
    // The engine may have a sitecustomize of its own.
    'lib/sitecustomize.py': '',
    shop: program(pythonOf(dbt)),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  await chmod(path.join(folder, 'shop'), 0o755);
  const env = { PYTHONPATH: path.join(folder, 'lib') };
  engine = { ...plainEngine(path.join(folder, 'shop')), locations: dbt.locations, env };
  tracer = await provideTracer(engine, cacheFolder(), () => {}, AbortSignal.timeout(60_000));
});

const start = (env: Readonly<Record<string, string>>, ...argv: string[]) =>
  execa(engine.program, argv, { env: engineEnvironment(engine, env), extendEnv: false, reject: false });

/** The environment that traces into a folder, and the functions that are found there. */
async function traced(name: string) {
  const into = path.join(folder, name);
  await mkdir(into);
  const read = () => readTraces(engine, tracer.library, { [name]: into });
  const functions = async () => (await read()).map((one) => one.name);
  const include = [`${folder}/lib/shop/**/*`];
  return { into, env: tracingEnvironment(engine, tracer, into, include), functions, read };
}

test('finds functions that are called, also in threads and child processes', async () => {
  const { env, functions } = await traced('open');
  expect(await start(env, 'open')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await functions()).toEqual([
    ...['at_import', 'factory', 'factory.made', 'Shop.open', 'in_thread', 'in_child'],
  ]);
});

test('lines of an inner function are not lines of the outer one', async () => {
  const { env, read } = await traced('inner');
  await start(env, 'open');
  const lines = (await read()).map(({ name, executed }) => [name, executed.inner?.length]);
  expect(lines).toContainEqual(['factory.made', 1]);
  // Its definition of the inner one, and what it returns.
  expect(lines).toContainEqual(['factory', 2]);
});

test('functions that are only defined were not executed', async () => {
  const { env, functions } = await traced('nothing');
  await start(env, 'nothing');
  expect(await functions()).toEqual(['at_import', 'factory']);
});

test('the program does not notice', async () => {
  const { env, into } = await traced('same');
  const [plain, tracing] = [await start({}, 'same'), await start(env, 'same')];
  expect(tracing.stdout).toContain(path.join(folder, 'lib/sitecustomize.py'));
  expect(tracing.stdout).toBe(plain.stdout);
  expect(await readdir(into)).toHaveLength(1);
});

test('a program that is ended by SIGTERM leaves what it executed', async () => {
  const { env, functions } = await traced('serve');
  const child = start(env, 'serve');
  for await (const line of child) if (line === 'ready') child.kill('SIGTERM');
  expect((await child).signal).toBe('SIGTERM');
  expect(await functions()).toContain('in_thread');
});

test('a Python that the tracer does not fit is left alone', async () => {
  const { env, into, functions } = await traced('unfit');
  const none = { ...tracer, folder: path.join(folder, 'no-tracers') };
  await start({ ...env, ...tracingEnvironment(engine, none, into, []) }, 'open');
  expect(await functions()).toEqual([]);
  expect((await readdir(into)).filter((name) => name.startsWith('untraced-'))).toHaveLength(2);
});
