/** What a script shows of two observations; without engines, as it compares what lies in its folder. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const compare = fileURLToPath(new URL('compare.py', import.meta.url));
let work: string;
beforeEach(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'compare-'));
});
afterEach(() => rm(work, { recursive: true }));

const now = Date.now() / 1000;
const clock = (seconds = 0) => new Date((now + seconds) * 1000).toISOString();
const event = (name: string, msg: string, data: object = {}, invocation_id = 'run') =>
  JSON.stringify({ info: { name, msg, ts: clock(), invocation_id }, data });
const invocation = (which: string, ...events: string[]) => [
  event('MainReportVersion', 'Running', {}, which),
  event('MainReportArgs', 'arguments', { args: { invocation_command: `dbt --quiet ${which} --x` } }, which),
  ...events,
];

const base = {
  arguments: ['run'],
  exit: 0 as number | string,
  began: now,
  ended: now + 60,
  stdout: 'one\ntwo\nthree\n',
  stderr: '',
  files: { 'project/a.txt': { change: 'new', text: 'a\n' } } as Record<string, object>,
  artifacts: { 'project/target/r.json': { results: [{ unique_id: 'm.a', status: 'ok' }] } } as Record<
    string,
    object
  >,
  sql: { 'project/target/run/a.sql': 'select 1\nfrom a\n' },
  log: invocation('run', event('Found', 'Found 3 models', { models: 3 })),
  database: {
    'dev.a': { kind: 'table', columns: [{ name: 'id', type: 'integer' }], rows: ['(1)', '(2)'] },
  } as Record<string, object>,
};
type Shown = typeof base;

async function shown(reference: Partial<Shown>, candidate: Partial<Shown>) {
  for (const [side, more] of Object.entries({ reference, candidate })) {
    const folder = path.join(work, 'evidence', side, 'step-1');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'observation.json'), JSON.stringify({ ...base, ...more }));
  }
  return execa('python3', [compare, work, 'trial_cmd_run', 'dbt', 'DVT'], { reject: false });
}

const differing: readonly (readonly [string, Partial<Shown>, string])[] = [
  ['exit', { exit: 2 }, '- 0\n    + 2'],
  ['exit', { exit: 'still running after 300 seconds' }, '+ still running'],
  ['stdout', { stdout: 'one\n2\nthree\n' }, '-two\n    +2'],
  ['stdout', { stdout: 'one\ntwo\nthree' }, '+{no newline at the end}'],
  ['stdout', { stdout: '\u001b[31mone\u001b[0m\ntwo\nthree\n' }, '+\\x1b[31mone\\x1b[0m'],
  ['stderr', { stderr: 'oh\n' }, '+oh'],
  [
    'artifacts',
    { artifacts: { 'project/target/r.json': { results: [{ unique_id: 'm.a' }] } } },
    'results/m.a/status:\n    - "ok"\n    + (nothing)',
  ],
  ['files', { files: {} }, '- project/a.txt (new)'],
  [
    'files',
    { files: { 'project/a.txt': { change: 'kept' } } },
    '- project/a.txt (new)\n    + project/a.txt (kept)',
  ],
  ['files', { files: { 'project/a.txt': { change: 'new', text: 'b\n' } } }, '-a\n    +b'],
  ['sql', { sql: { 'project/target/run/a.sql': 'select 1\nfrom b\n' } }, '-from a\n    +from b'],
  ['log', { log: [...invocation('compile'), ...base.log] }, '+ invokes compile, with 2 events'],
  [
    'log',
    { log: invocation('run', event('Found', 'Found 4 models', { models: 4 })) },
    'Found/models:\n    - 3\n    + 4',
  ],
  ['database', { database: {} }, '- dev.a (table)'],
  [
    'database',
    { database: { 'dev.a': { ...base.database['dev.a'], rows: ['(1)', '(3)'] } } },
    '-(2)\n    +(3)',
  ],
  [
    'database',
    { database: { 'dev.a': { ...base.database['dev.a'], columns: [{ name: 'id', type: 'text' }] } } },
    'dev.a/columns/id/type:\n    - "integer"\n    + "text"',
  ],
];

test.each(differing)('%s: %j is shown', async (facet, candidate, text) => {
  const { stdout, stderr, exitCode } = await shown({}, candidate);
  expect(stderr).toBe('');
  expect(stdout).toContain(`step-1: ${facet} differs: dbt (-) and DVT (+)\n`);
  expect(stdout).toContain(text);
  expect(stdout).toContain(`\nThe sides differ: ${facet} (step-1).\n`);
  expect(exitCode).toBe(10);
});

test.each<[string, unknown, unknown, string]>([
  ['a missing item', [[1], [2], [3]], [[1], [3]], 'l/1:\n    - [2]\n    + (nothing)\n'],
  [
    'an added item',
    [{ x: 1 }, { x: 2 }],
    [{ x: 0 }, { x: 1 }, { x: 2 }],
    'l/0:\n    - (nothing)\n    + {"x": 0}\n',
  ],
  [
    'what differs in a replaced item',
    [{ x: 1 }, { x: 2, y: 1 }],
    [{ x: 1 }, { x: 2, y: 3 }],
    'l/1/y:\n    - 1\n    + 3\n',
  ],
  ['an item replaced between equal ones', [[], [1], []], [[], [2], []], 'l/1:\n    - [1]\n    + [2]\n'],
  [
    'another order',
    [[1], [2], [3]],
    [[3], [1], [2]],
    'l, only the order:\n    - [[1], [2], [3]]\n    + [[3], [1], [2]]\n',
  ],
])('%s of a list without identity is all that is shown', async (_, reference, candidate, text) => {
  const { stdout, stderr } = await shown(
    { artifacts: { 'project/target/r.json': { l: reference } } },
    { artifacts: { 'project/target/r.json': { l: candidate } } },
  );
  expect(stderr).toBe('');
  const [, found] = /\(\+\)\n(.*?)\nThe sides differ/s.exec(stdout) ?? [];
  expect(found).toBe(`    project/target/r.json/${text}`);
});

test('options are those a help lists', async () => {
  const help = { arguments: ['run', '--help'] };
  const { stdout } = await shown(
    { ...help, stdout: '  -x, --one / --no-one\n' },
    { ...help, stdout: '  --two\n' },
  );
  expect(stdout).toContain('--no-one:\n    - "offered"\n    + (nothing)');
});

const side = (n: number) => `${work}/engines/${n === 1 ? 'reference' : 'candidate'}`;

const varying = (n: number): Partial<Shown> => ({
  stderr: `  File "${side(n)}/.venv/lib/python3.1${n}/site-packages/dbt/a.py", line 1${n}, in run\n`,
  stdout: `${clock(n).slice(11, 19)}  Done in 0.${n}3s, id 1b4e28ba-2fa1-11d2-883f-0016d3cca42${n}\n{"data": {"execution_time": 0.${n}1}}\n`,
  artifacts: { 'project/target/r.json': { metadata: { generated_at: clock(n) }, elapsed_time: n } },
  log: invocation(
    'run',
    event('ResourceReport', `Resource report ${n}`),
    event('Took', `Took 0 hours 0 minutes and ${n}.50 seconds`),
  ),
  files: {
    'project/a.txt': { change: 'new', text: `${side(n)}/x` },
  },
  database: {
    'dev.s': {
      kind: 'table',
      columns: [{ name: 'dbt_scd_id' }],
      rows: [`(${String(n).repeat(32)},"${clock(n).replace('T', ' ').slice(0, 23)}")`],
    },
  },
});

test('what the same engine varies is no difference', async () => {
  const { stdout, exitCode } = await shown(varying(1), varying(2));
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^The sides agree: /)]);
});

test('two that fail alike agree, and it is seen how they ended', async () => {
  const { stdout, exitCode } = await shown({ exit: 2 }, { exit: 2 });
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringMatching(/^step-1: both exit with 2\nThe sides agree: /),
  ]);
});

test('which of two nodes comes first is chance, what each logs is not', async () => {
  const node = (name: string, says = 'began') =>
    event('NodeStart', `${name} ${says}`, { node_info: { unique_id: `model.shop.${name}` } });
  const taken = (name: string) =>
    event('NewConnection', `Acquiring new postgres connection 'model.shop.${name}'`);
  const a = [node('a'), taken('a')];
  const b = [node('b'), taken('b')];
  const swapped = await shown({ log: invocation('run', ...a, ...b) }, { log: invocation('run', ...b, ...a) });
  expect(swapped.exitCode, swapped.stdout).toBe(0);
  const less = await shown(
    { log: invocation('run', ...a, ...b) },
    { log: invocation('run', ...b, node('a', 'did not')) },
  );
  expect(less.stdout).toContain('- "a began"\n    + "a did not"\n');
  expect(less.stdout).toContain('- (connection): model.shop.a is taken');
});

test('a time of another day is data', async () => {
  const { exitCode } = await shown({ stdout: '2024-03-01 10:00:00\n' }, { stdout: '2024-03-01 11:00:00\n' });
  expect(exitCode).toBe(10);
});

test('of many lines the end is shown as well', async () => {
  const lines = Array.from({ length: 200 }, (_, n) => `line ${n}\n`).join('');
  const { stdout } = await shown({ stdout: lines }, { stdout: 'other\n' });
  expect(stdout).toContain('-line 0\n');
  expect(stdout).toContain('… 142 more lines');
  expect(stdout).toContain('+other\n');
});

test('what an engine prints cannot act on a terminal, nor fill it', async () => {
  const bytes = '\u001b]0;title\u0007\u202e\u009b2J';
  const { stdout } = await shown(
    {},
    { stdout: `${bytes}\n${'x'.repeat(10_000_000)}\n${'y\n'.repeat(1000)}` },
  );
  for (const acting of ['\u001b', '\u0007', '\u202e', '\u009b']) expect(stdout).not.toContain(acting);
  expect(stdout).toContain('… (+9999801 characters)');
  expect(stdout.length).toBeLessThan(20_000);
});
