/** A script that a step starts, and that has a host of its own, is what it would be: to itself, and to who started it. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';
import type { Limits } from './invocation.ts';
import { isAlive } from './processes.ts';

/** Starts `inner` beside it, in the way asked for, and shows what came of it. */
const outer = `
import os, resource, signal, subprocess, sys, time
inner = os.path.join(sys.prefix, "bin", "inner")
def take(*argv, **options):
    done = subprocess.run([inner, *argv], capture_output=True, **options)
    print(argv, done.returncode, done.stdout, done.stderr.replace(sys.prefix.encode(), b"PREFIX"))
def ready(child):
    line = child.stdout.readline()
    assert line == b"ready\\n", line
def main():
    for way in sys.argv[1:]:
        sys.stdout.flush()
        if way == "input":
            take("echo", input=b"a\\nb" * 100000)
        elif way == "no-input":
            take("echo", stdin=subprocess.DEVNULL)
        elif way == "elsewhere":
            os.makedirs("a b")
            take("where", cwd="a b", umask=0o27, env={**os.environ, "OWN": "ü" + os.fsdecode(b"\\xff")})
        elif way == "inherited":
            subprocess.run([inner, "both"])
        elif way == "shell":
            print(subprocess.run("inner both | cat", shell=True, capture_output=True))
        elif way == "kept":
            r, w = os.pipe()
            child = subprocess.Popen([inner, "write-to", str(w)], pass_fds=[w])
            os.close(w)
            print(os.read(r, 99), child.wait())
        elif way == "missing":
            try:
                subprocess.run([inner + "-not-there"])
            except OSError as error:
                print(str(error).replace(sys.prefix, "PREFIX"))
        elif way == "scrubbed":
            take("both", env={"PATH": os.environ["PATH"]})
        elif way in ("SIGTERM", "SIGINT", "SIGKILL", "SIGUSR1"):
            child = subprocess.Popen([inner, "waits"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            ready(child)
            child.send_signal(getattr(signal, way))
            out, err = child.communicate()
            print(way, child.returncode, out, b"KeyboardInterrupt" in err)
        elif way == "group":
            child = subprocess.Popen([inner, "waits"], stdout=subprocess.PIPE, start_new_session=True)
            ready(child)
            os.killpg(child.pid, signal.SIGTERM)
            print(way, child.communicate()[0], child.returncode)
        elif way == "mode-set":
            take("mode", env={**os.environ, "INNER_MODE": "set"})
        elif way == "limited":
            take("mode", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99)))
        elif way in ("long", "memory"):
            take(way, cwd=sys.prefix)
        elif way == "leftover":
            child = subprocess.Popen([inner, "long"], cwd=sys.prefix, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not os.path.exists(os.path.join(sys.prefix, "../../waits")):
                time.sleep(0.05)
        elif way == "timeout":
            child = subprocess.Popen([inner, "writes-its-pid"], stdout=subprocess.PIPE)
            pid = int(child.stdout.readline())
            child.kill()
            print(way, child.wait(), child.stdout.read())
            for _ in range(100):
                try:
                    os.kill(pid, 0)
                    state = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0]
                except OSError:
                    break
                if state == "Z":
                    break
                time.sleep(0.05)
            else:
                print("still there")
        else:
            take(way, *(["x y", ""] if way == "argv" else []))
`;

const inner = (more: string) => `
import os, resource, signal, subprocess, sys, time
with open(os.path.join(sys.prefix, "../../imports"), "a") as file:
    file.write("imported\\n")
${more}
def caught(number, _):
    print("caught", number)
    sys.exit(7)
def main():
    way = sys.argv[1]
    if way == "argv":
        print(sys.argv[1:], sys.argv[0] == os.path.join(sys.prefix, "bin", "inner"), __name__)
    elif way == "both":
        print("out"); print("err", file=sys.stderr)
    elif way == "echo":
        data = sys.stdin.buffer.read()
        print(len(data), data[:5], os.isatty(0))
    elif way == "where":
        open("made", "w").close()
        print(os.path.basename(os.getcwd()), oct(os.stat("made").st_mode), os.environb.get(b"OWN"), list(os.environ)[-3:])
    elif way == "fails":
        sys.exit(3)
    elif way == "says":
        sys.exit("no such thing")
    elif way == "raises":
        raise ValueError("wrong")
    elif way == "killed":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif way == "aborts":
        os.abort()
    elif way == "much":
        sys.stdout.write("x" * 3000000); sys.stderr.write("y" * 300000)
    elif way == "open-files":
        print(resource.getrlimit(resource.RLIMIT_CORE))
        print(sorted(name for name in os.listdir("/proc/self/fd") if os.path.lexists("/proc/self/fd/" + name)))
    elif way == "children":
        print(subprocess.run(["sh", "-c", "echo from the shell; exit 4"], capture_output=True))
    elif way == "write-to":
        os.write(int(sys.argv[2]), b"handed")
    elif way == "writes-its-pid":
        print(os.getpid(), flush=True); time.sleep(60)
    elif way in ("long", "memory"):
        with open("../../waits", "w") as file:
            print(os.getpid(), os.getppid(), file=file)
        held = [bytearray(os.urandom(1 << 20)) for _ in range(600 if way == "memory" else 0)]
        time.sleep(60)
    elif way == "mode":
        print(mode, resource.getrlimit(resource.RLIMIT_NOFILE))
    elif way == "waits":
        signal.signal(signal.SIGUSR1, caught)
        print("ready", flush=True)
        # Of a signal that comes right before it begins to sleep an interpreter hears only after it.
        for _ in range(600): time.sleep(0.1)
`;

/** Those a host can run. */
const relayed = [
  ...[
    'argv',
    'both',
    'input',
    'no-input',
    'elsewhere',
    'inherited',
    'fails',
    'says',
    'raises',
    'killed',
    'aborts',
  ],
  ...['much', 'open-files', 'children', 'SIGTERM', 'SIGINT', 'SIGKILL', 'SIGUSR1', 'group', 'timeout'],
];
/** Those it leaves to be started as ever. */
const started = ['shell', 'kept', 'scrubbed'];

async function bench(more = '') {
  const made = await warmBench({ app: outer, inner_app: inner(more) });
  const log = path.join(made.folder, 'imports');
  const bin = path.join(made.folder, 'engine/.venv/bin');
  const script = path.join(bin, 'inner');
  const lines = [
    `#!${path.join(bin, 'python')}`,
    'import sys',
    'from inner_app import main',
    'sys.exit(main())',
  ];
  await writeFile(script, `${lines.join('\n')}\n`);
  await chmod(script, 0o755);
  const imports = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').length - 1;
  /** The first step shows that there is such a script; a later one finds its host. */
  const hosted = async () => {
    for (let before = -1, step = 0; step < 50 && (await imports()) !== before; step++) {
      before = await imports();
      await made.warm({ argv: ['both'] });
    }
  };
  return { ...made, imports, hosted };
}

test('whatever it does, and whatever is done to it', async () => {
  const { cold, warm, imports, hosted, said } = await bench();
  await hosted();
  for (const argv of [...relayed, ...started, 'missing'].map((way) => [way])) {
    const expected = await cold({ argv });
    const before = await imports();
    expect(await warm({ argv }), argv.join()).toEqual(expected);
    expect((await imports()) - before, argv.join()).toBe(started.includes(argv.join()) ? 1 : 0);
  }
  expect(said).toEqual([]);
});

test('one that was hosted in an earlier run has its host before the first step, where many are to come', async () => {
  const { cold, warm, prepare, announce, imports, said, folder } = await bench();
  await writeFile(path.join(folder, 'engine/ahead-inner.json'), '{}');
  prepare();
  announce(7);
  expect(await warm({ argv: ['no-input'] })).toEqual(await cold({ argv: ['no-input'] }));
  // Each started it anew; the warm one showed that there is such a script, which gives it a host.
  await vi.waitFor(async () => expect(await imports()).toBe(3), { timeout: 10_000 });

  const other = await bench();
  await writeFile(path.join(other.folder, 'engine/ahead-inner.json'), '{}');
  other.prepare();
  other.announce(8);
  // Nobody has started it.
  await vi.waitFor(async () => expect(await other.imports()).toBe(1), { timeout: 10_000 });
  await other.hosted();
  const before = await other.imports();
  expect(await other.warm({ argv: ['no-input'] })).toEqual(await other.cold({ argv: ['no-input'] }));
  expect(await other.imports()).toBe(before + 1);
  expect([...said, ...other.said]).toEqual([]);
});

test('where it would see something else than its own, it is started cold, and it is said why', async () => {
  const { cold, warm, imports, hosted, said } = await bench('mode = os.environ.get("INNER_MODE", "none")\n');
  await hosted();
  const before = await imports();
  for (const argv of [['mode'], ['mode-set'], ['limited']])
    expect(await warm({ argv })).toEqual(await cold({ argv }));
  // Each cold step, and of the warm ones the last two.
  expect((await imports()) - before).toBe(5);
  expect(said).toEqual([
    expect.stringMatching(/^inner of .*: some steps are started cold: INNER_MODE differs/),
    expect.stringMatching(
      /^inner of .*: some steps are started cold: it is started as another user or with limits/,
    ),
  ]);
});

test.each<[string, Partial<Limits>]>([
  ['deadline', { deadlineSeconds: 2 }],
  ['memory', { memoryMiB: 300 }],
  ['leftover', {}],
])('limits are those of the step that started it: %s', async (way, limits) => {
  const { cold, warm, hosted, folder } = await bench();
  await hosted();
  const argv = [way === 'deadline' ? 'long' : way];
  const expected = await cold({ argv, limits });
  expect(expected).toMatchObject(way === 'leftover' ? { limit: null, leftovers: 1 } : { limit: way });
  await rm(path.join(folder, 'waits'));
  expect(await warm({ argv, limits })).toEqual(expected);
  const [script = 0] = (await readFile(path.join(folder, 'waits'), 'utf8')).trim().split(' ').map(Number);
  expect(isAlive(script)).toBe(false);
});

test('with its host goes the step that has it run there; later it is started cold, and it is said', async () => {
  const { cold, warm, hosted, said, folder } = await bench();
  await hosted();
  const failed = expect(warm({ argv: ['long'] })).rejects.toThrow('The warm host of');
  const log = path.join(folder, 'waits');
  await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toMatch(/\n/), { timeout: 10_000 });
  const [script = 0, host = 0] = (await readFile(log, 'utf8')).trim().split(' ').map(Number);
  process.kill(host, 'SIGKILL');
  await failed;
  expect(isAlive(script)).toBe(false);
  expect(await warm({ argv: ['both'] })).toEqual(await cold({ argv: ['both'] }));
  expect(said).toEqual([
    expect.stringMatching(/^inner of .*: further steps are started cold. The warm host of/),
  ]);
});
