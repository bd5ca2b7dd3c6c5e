/**
 * Modules that reference each other in every way that matters: a step sees what it sees when started cold, whatever earlier
 * steps imported and the host imports ahead since.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';

vi.setConfig({ testTimeout: 120_000 });

/**
 * Imports the modules it is told, one after the other, and shows what `show` says then. By `of`, as a name in `sys.modules[…]`
 * alone keeps the host from importing that module ahead.
 */
const app = (show: string) =>
  `import sys\ndef of(name):\n    return sys.modules[name]\ndef main():\n    for name in sys.argv[1:]:\n        __import__(name)\n    print(${show})\n`;

type Bench = Awaited<ReturnType<typeof warmBench>>;

/** Each command line cold, then all of them warm in turn, three times over. */
async function expectAlike({ cold, warm }: Bench, lines: readonly (readonly string[])[]) {
  const expected = [];
  for (const argv of lines) expected.push(await cold({ argv }));
  for (let round = 0; round < 3; round++)
    for (const [n, argv] of lines.entries())
      expect(await warm({ argv }), `${argv.join(' ')} in round ${round}`).toEqual(expected[n]);
  return expected.map(({ stdout }) => stdout.trim());
}

interface Modules {
  readonly modules: Readonly<Record<string, string>>;
  readonly show: string;
  readonly lines: readonly (readonly string[])[];
  /** What each line prints cold: a program that shows nothing would pass as well. */
  readonly prints: readonly string[];
}

const variants: Readonly<Record<string, Modules>> = {
  'an attribute of another module set on import': {
    modules: { base: 'mode = "plain"\n', setter: 'import base\nbase.mode = "set"\n' },
    show: 'of("base").mode',
    lines: [['setter'], ['base'], ['setter', 'base'], ['base', 'setter']],
    prints: ['set', 'plain', 'set', 'set'],
  },
  'an attribute of a class of another module set on import': {
    modules: {
      base: 'class Base:\n    mode = "plain"\n',
      setter: 'from base import Base\nBase.mode = "set"\n',
    },
    show: 'of("base").Base.mode',
    lines: [['setter'], ['base']],
    prints: ['set', 'plain'],
  },
  'an entry in a list of another module': {
    modules: { base: 'plugins = []\n', plugin: 'import base\nbase.plugins.append(__name__)\n' },
    show: 'of("base").plugins',
    lines: [['plugin'], ['base']],
    prints: ["['plugin']", '[]'],
  },
  'a submodule as an attribute of a package that stays, imported only as a side effect': {
    modules: {
      'pack/__init__': '',
      // What it reads once made the host drop it.
      'pack/sub': 'import os\nvalue = os.environ.get("SUB", "none")\n',
      other: 'import pack.sub\n',
      user: 'import pack\ndef shown():\n    return pack.sub.value\n',
    },
    show: 'of("user").shown()',
    lines: [
      ['other', 'user'],
      ['user', 'other'],
    ],
    prints: ['none', 'none'],
  },
  'from x import y before and after': {
    modules: {
      x: 'import os\nonce = os.environ.get("ONCE")\ny = []\n',
      early: 'from x import y\n',
      late: 'from x import y\n',
    },
    show: 'of("early").y is of("late").y is of("x").y',
    lines: [
      ['early', 'late'],
      ['late', 'x', 'early'],
    ],
    prints: ['True', 'True'],
  },
  'modules that import each other': {
    modules: {
      one: 'try:\n    from two import b\nexcept ImportError:\n    b = "missing"\na = 1\n',
      two: 'try:\n    from one import a\nexcept ImportError:\n    a = "missing"\nb = 2\n',
    },
    show: 'of("one").b, of("two").a',
    lines: [
      ['one', 'two'],
      ['two', 'one'],
    ],
    prints: ['2 missing', 'missing 1'],
  },
  'a module that looks on import whether another is there': {
    modules: { extra: '', asks: 'import sys\nfound = "extra" in sys.modules\n' },
    show: 'of("asks").found',
    lines: [['extra', 'asks'], ['asks'], ['asks', 'extra']],
    prints: ['True', 'False', 'False'],
  },
  'a function that looks whether a module is there': {
    modules: {
      extra: '',
      asks: 'import sys\ndef found():\n    return sys.modules.get("extra") is not None\n',
    },
    show: 'of("asks").found()',
    lines: [['extra', 'asks'], ['asks']],
    prints: ['True', 'False'],
  },
  'the same in a module that is left to the steps': {
    modules: {
      extra: '',
      asks: 'import os, sys\nhome = os.environ["HOME"]\ndef found():\n    return sys.modules.get("extra") is not None\n',
    },
    show: 'of("asks").found()',
    lines: [['extra', 'asks'], ['asks']],
    prints: ['True', 'False'],
  },
  'a module that changes the environment': {
    modules: { sets: 'import os\nos.environ["SET_ON_IMPORT"] = "1"\n', os2: 'import os\n' },
    show: '__import__("os").environ.get("SET_ON_IMPORT")',
    lines: [['sets'], ['os2']],
    prints: ['1', 'None'],
  },
  'a module that sets up logging': {
    modules: { logs: 'import logging\nlogging.basicConfig()\n', quiet: 'import logging\n' },
    show: 'len(__import__("logging").root.handlers)',
    lines: [['logs'], ['quiet']],
    prints: ['1', '0'],
  },
};

test.each(Object.entries(variants))('%s', async (_, { modules, show, lines, prints }) => {
  const bench = await warmBench({ app: app(show), ...modules });
  expect(await expectAlike(bench, lines)).toEqual(prints);
  expect(bench.said).toEqual([]);
});

test.each([
  ['reads a variable', 'import os\nvalue = os.environ.get("OWN", "none")', ['none']],
  ['reads its home', 'import os\nvalue = os.path.isdir(os.environ["HOME"])', ['True']],
  ['looks at its working directory', 'import os\nvalue = os.path.basename(os.getcwd())', ['work']],
  ['copies the environment', 'import os\nvalue = len(dict(os.environ)) > 3', ['True']],
  ['prints', 'print("loading")\nvalue = 1', ['loading', '1']],
  [
    'starts a thread',
    'import threading\nvalue = threading.Event()\nthreading.Thread(target=value.wait, daemon=True).start()\nvalue = threading.active_count()',
    ['2'],
  ],
])('a module that %s on import, and that several others import', async (_, text, prints) => {
  const bench = await warmBench({
    app: app('of("first").shown(), *of("second").kept'),
    looks: `${text}\n`,
    'pack/__init__': '',
    'pack/looks': 'from looks import value\n',
    first: 'import pack.looks\ndef shown():\n    return pack.looks.value\n',
    second: 'import looks, first\nkept = [looks.value is first.shown()]\n',
    harmless: '',
  });
  const lines = [
    ['first', 'second'],
    ['second', 'first', 'harmless'],
    ['harmless', 'second'],
  ];
  const expected = `${prints.join('\n')} True`;
  expect(await expectAlike(bench, lines)).toEqual(lines.map(() => expected));
  expect(bench.said).toEqual([]);
});

test('what the script imports reads the working directory in the middle: each step goes on from there', async () => {
  const bench = await warmBench({
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
    for (const files of [{}, { mark: '' }])
      expect(await bench.warm({ files })).toEqual(await bench.cold({ files }));
  expect((await bench.warm({ files: { mark: '' } })).stdout).toBe('loading\nTrue (True, 0, True) True\n');
  expect(bench.said).toEqual([]);
});

test('what the script imports sets a variable, from a file, that a module reads which only steps import', async () => {
  const bench = await warmBench({
    app: 'import dotenv\ndef main():\n    import sys, late\n    print(late.value, sys.argv[1:])\n',
    dotenv:
      'import os\nif os.path.exists(os.path.join(os.getcwd(), ".env")):\n    os.environ["LATE"] = "set"\n',
    late: 'import os\nvalue = os.environ.get("LATE")\n',
  });
  const argv = ['a b', ''];
  for (let round = 0; round < 3; round++)
    for (const files of [{}, { '.env': '' }])
      expect(await bench.warm({ argv, files })).toEqual(await bench.cold({ argv, files }));
  expect((await bench.warm({ files: { '.env': '' } })).stdout).toBe('set []\n');
});

test.each([
  ['fails', '1 / 0'],
  ['ends the program', 'raise SystemExit(3)'],
])('what the script imports %s after it has looked at its working directory', async (_, text) => {
  const bench = await warmBench({
    app: 'import state\n',
    state: `import os\nos.getcwd()\nprint("once")\n${text}\n`,
  });
  for (let round = 0; round < 3; round++) expect(await bench.warm()).toEqual(await bench.cold());
  expect(bench.said).toEqual([]);
});

/** Counts how often it was set up, and sets an attribute of another module. */
const native = `
#include <Python.h>
static int count = 0;
static PyObject *counted(PyObject *self, PyObject *none) { return PyLong_FromLong(count); }
static PyMethodDef methods[] = {{"counted", counted, METH_NOARGS, ""}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "native", "", -1, methods};
PyMODINIT_FUNC PyInit_native(void) {
  count++;
  PyObject *base = PyImport_ImportModule("base");
  if (base == NULL || PyObject_SetAttrString(base, "mode", Py_True) < 0) return NULL;
  Py_DECREF(base);
  return PyModule_Create(&module);
}
`;

test('a compiled module that sets an attribute of another one', async ({ skip }) => {
  const bench = await warmBench({
    app: app('of("base").mode, "".join(["nat", "ive"]) in sys.modules and __import__("native").counted()'),
    base: 'mode = None\n',
    user: 'import os, native\nonce = os.environ.get("ONCE")\n',
  });
  const source = path.join(bench.folder, 'native.c');
  await writeFile(source, native);
  const run = promisify(execFile);
  const where =
    'import sysconfig as s; print(s.get_path("include"), s.get_config_var("EXT_SUFFIX"), s.get_path("platlib"))';
  const [include, suffix, packages] = (await run(bench.python, ['-c', where])).stdout.trim().split(' ');
  const built = await run('cc', [
    '-shared',
    '-fPIC',
    `-I${include}`,
    source,
    '-o',
    `${packages}/native${suffix}`,
  ]).catch((error: Error) => error);
  if (built instanceof Error)
    return skip(`there is no C compiler, or no headers of Python: ${built.message}`);
  expect(await expectAlike(bench, [['user'], ['base'], ['base', 'native']])).toEqual([
    'True 1',
    'None False',
    'True 1',
  ]);
  expect(bench.said).toEqual([]);
});
