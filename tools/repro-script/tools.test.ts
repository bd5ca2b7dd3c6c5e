/** What the script removes before it compares, without engines and without a database. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const program = `
import sys, types
sys.path.insert(0, ${JSON.stringify(folder)})
sys.dont_write_bytecode = True
sys.modules["psycopg2"] = types.ModuleType("psycopg2")
import tools
sys.stdout.write(tools.clean(sys.stdin.read(), {"/work/engine": "{engine}"}))`;

const cleaned = async (text: string) =>
  (await execa('python3', ['-c', program], { input: text, stripFinalNewline: false })).stdout;

const clock = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

const varying: readonly (readonly [string, (n: number) => string])[] = [
  ['times of the run', (n) => `{"generated_at": "${clock(n)}"}`],
  ['times of the run in a database', (n) => `(1,"${clock(n).replace('T', ' ').slice(0, 23)}")`],
  ['times of lines', (n) => `\u001b[0m10:00:0${n}  Running\n10:00:0${n}.12345 [info ] x`],
  ['times of commands', (n) => `succeeded at 08:47:52.69224${n} after 1.50 seconds`],
  [
    'the order of arguments',
    (n) =>
      `with arguments {${(n === 1 ? ['a', 'b'] : ['b', 'a']).map((name) => `'${name}': '{x, y}'`).join(', ')}}`,
  ],
  ['durations', (n) => `Done in 0.${n}3s, 0 hours 0 minutes and ${n}.50 seconds`],
  ['measured values', (n) => `{"execution_time": 0.${n}1, "pid":${n}, "elapsed": "${n}e-5"}`],
  ['ids', (n) => `id 1b4e28ba-2fa1-11d2-883f-0016d3cca42${n}`],
  ['names with a time', (n) => `orders__dbt_tmp08382612345${n}`],
  ['names of indexes', (n) => `create index if not exists "${String(n).repeat(32)}"`],
  [
    'lines of code of a package',
    (n) => `File "/work/engine/lib/python3.1${n}/site-packages/dbt/a.py", line ${n}, in x`,
  ],
  ['addresses', (n) => `<object at 0x7f00aa${n}>`],
];

test.each(varying)('%s are not compared', async (_, text) => {
  expect(text(1)).not.toBe(text(2));
  expect(await cleaned(text(1))).toBe(await cleaned(text(2)));
});

test.each([
  ['times of another day', '2024-03-01 10:00:00', '2024-03-01 11:00:00'],
  ['numbers', '{"failures": 1}', '{"failures": 2}'],
  ['versions', 'dbt=1.12.6', 'dbt=1.11.2'],
  ['digests of rows', `${'1'.repeat(32)}`, `${'2'.repeat(32)}`],
])('%s are compared', async (_, reference, candidate) => {
  expect(await cleaned(reference)).not.toBe(await cleaned(candidate));
});

test('output of an engine cannot control the terminal', async () => {
  expect(await cleaned('\u001b]0;title\u0007\u202e\u009b2J\ttab\n')).toBe(
    '\\x1b]0;title\\x07\\x202e\\x9b2J\ttab\n',
  );
});
