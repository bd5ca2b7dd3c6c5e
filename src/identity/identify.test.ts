import { expect, test } from 'vitest';
import { dbt, dvt, event, identified, newer, varsHash } from '../../fixtures/identity/sides.ts';
import type { Json } from '../config/json.ts';

const printed = (line: string, identity = dbt) =>
  identified({ stdout: `${line}\n` }, identity).shown.stdout[0];
const failed = (line: string, identity = dbt) =>
  identified({ stderr: `${line}\n` }, identity).shown.stderr[0];
const logged = (entry: Json, identity = dbt) => {
  const { shown } = identified({ events: [entry] }, identity);
  return shown.invocations[0]?.events[0] as { info: { msg: string }; data: Record<string, Json> };
};
const artifact = (content: Json, identity = dbt) =>
  identified({ artifacts: { 'project/target/a.json': { content, invalid: [] } } }, identity).shown.artifacts[
    'project/target/a.json'
  ]?.content;
const comment = (version: string) =>
  `/* {"app": "dbt", "dbt_version": "${version}", "profile_name": "shop"} */`;

test.each([
  ['Running with dbt=1.11.16', 'Running with {name}={version}'],
  ['\u001b[0mdbt version: 1.11.16', '\u001b[0mdbt version: {version}'],
  ['Registered adapter: postgres=1.9.0', 'Registered adapter: postgres={version of the adapter}'],
  ['adapter version: 1.9.0', 'adapter version: {version of the adapter}'],
  ['  - installed: 1.11.16', '  - installed: {version}'],
  ['  - postgres: 1.9.0 - Up to date!', '  - postgres: {version of the adapter} - Up to date!'],
  ['Usage: dbt run [OPTIONS]', 'Usage: {name} run [OPTIONS]'],
  ["Try 'dbt run --help' for help.", "Try '{name} run --help' for help."],
  ['  Installed version of dbt: =1.11.16', '  Installed version of {name}: ={version}'],
  ['File "{packages}/dbt/cli/main.py"', 'File "{packages}/{name}/cli/main.py"'],
  ['/tmp/dbt-downloads-{random}', '/tmp/{name}-downloads-{random}'],
  [`On master: ${comment('1.11.16')}`, `On master: ${comment('{version}')}`],
])('an engine states itself in %j', (line, shown) => {
  expect(printed(line)).toBe(shown);
});

test.each([
  // Another version than its own, or the same digits in a longer one.
  'Running with dbt=9.9.9',
  'Running with dbt=1.11.160',
  'Running with dbt=1.11.16.1',
  'Running with dbt=1.11.16-beta',
  'Running with dvt=1.11.16',
  '  Installed version of dbt: =1.11.160',
  'dbt version: 1.9.0',
  'python version: 1.11.16',
  'Registered adapter: postgres=1.11.16',
  'Registered adapter: redshift=1.9.0',
  // What is said in prose, and what the user prints.
  '1.11.16',
  'the model orders needs dbt 1.11.16',
  'consult the dbt documentation',
  'We are Running with dbt=1.11.16',
  '| 1.11.16 | dbt |',
  `select '${comment('1.11.16')}' as text`,
  'Usage: dbtx run',
  // Of the adapter, which has a version of its own.
  'File "{packages}/dbt/adapters/base/impl.py"',
  'File "{packages}/dbt/include/postgres/macros/x.sql"',
])('%j stays as it is', (line) => {
  expect(printed(line)).toBe(line);
});

test('a line of JSON is replaced in like the event it is', () => {
  const line = JSON.stringify(
    event('MainReportVersion', { version: '=1.11.16' }, 'Running with dbt=1.11.16'),
  );
  expect(printed(line)).toContain('"version":"={version}"');
  expect(printed(line)).toContain('"msg":"Running with {name}={version}"');
});

test('events state versions and the command in values of their own', () => {
  expect(logged(event('MainReportVersion', { version: '=1.11.16' })).data.version).toBe('={version}');
  expect(logged(event('MainReportVersion', { version: '=9.9.9' })).data.version).toBe('=9.9.9');
  expect(logged(event('AdapterRegistered', { adapter_version: '=1.9.0' })).data.adapter_version).toBe(
    '={version of the adapter}',
  );
  expect(logged(event('CommandCompleted', { command: 'dbt run -s dbt' })).data.command).toBe(
    '{name} run -s dbt',
  );
  expect(logged(event('Note', { version: '1.11.16', command: 'dbt run' })).data).toEqual({
    version: '1.11.16',
    command: 'dbt run',
  });
});

test('what the user prints or shows is no statement of the engine', () => {
  const said = event('PrintEvent', { msg: 'Running with dbt=1.11.16' }, 'Running with dbt=1.11.16');
  expect(logged(said)).toMatchObject({
    info: { msg: 'Running with dbt=1.11.16' },
    data: { msg: 'Running with dbt=1.11.16' },
  });
});

test('a checksum is replaced where it follows from what is printed with it', () => {
  const placeholder = '{checksum of vars, profile, target and version}';
  const [reference, candidate] = [logged(varsHash('1.11.16')), logged(varsHash('1.12.6'), newer)];
  expect(reference.data.checksum).toBe(placeholder);
  expect(reference.info.msg).toBe(
    `checksum: ${placeholder}, vars: {'day': '2026-11-21'}, profile: , target: dev, version: {version}`,
  );
  expect(reference).toEqual(candidate);
});

test('any other checksum stays, and so does a version that is not its own', () => {
  const other = 'a'.repeat(64);
  expect(logged(varsHash('1.11.16', other)).data.checksum).toBe(other);
  expect(logged(varsHash('9.9.9')).data.version).toBe('9.9.9');
});

test('artifacts state version and command; the schema, the nodes and the folder in home are no identity', () => {
  const content = (version: string, command: string) => ({
    metadata: {
      dbt_version: version,
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    },
    args: { invocation_command: command, profiles_dir: '{home}/.dbt' },
    nodes: { a: { raw_code: `select '1.11.16'`, meta: { dbt_version: '1.11.16' } } },
  });
  expect(artifact(content('1.11.16', 'dbt run'))).toEqual(content('{version}', '{name} run'));
  expect(artifact(content('1.11.160', 'dbtx run'))).toEqual(content('1.11.160', 'dbtx run'));
});

test('the semantic interfaces of either package are a version of the environment', () => {
  const content = (major: string, minor: string, patch: string) => ({
    project_configuration: {
      dsi_package_version: { major_version: major, minor_version: minor, patch_version: patch },
    },
  });
  const placeholder = '{version of the semantic interfaces}';
  const replaced = content(placeholder, placeholder, placeholder);
  expect(artifact(content('0', '9', '0'))).toEqual(replaced);
  expect(artifact(content('0', '213', '0'), newer)).toEqual(replaced);
  expect(artifact(content('0', '213', '0'))).toEqual(content('0', '213', '0'));
});

test('a statement is replaced in its comment only, before or behind it', () => {
  const sql = (version: string) => [
    `${comment(version)}\nselect '"dbt_version": "1.11.16"'`,
    `select 1 ${comment(version)}`,
  ];
  const { shown } = identified({
    statements: sql('1.11.16').map((text) => ({ session: 1, application: '', sql: text })),
  });
  expect(shown.statements.map((statement) => statement.sql)).toEqual(sql('{version}'));
});

test('rows, relations, compiled SQL and files of the user stay', () => {
  const relation = {
    ...{ kind: 'view', owner: 'o', comment: 'Running with dbt=1.11.16', columns: [], constraints: [] },
    ...{ indexes: [], grants: [], rowCount: 9, digest: '', rows: ['(1.11.16,"Running with dbt=1.11.16")'] },
    definition: comment('1.11.16'),
  };
  const own = {
    database: { 'dev.a': relation },
    sql: { 'target/a.sql': comment('1.11.16') },
    files: { 'project/notes-dbt.log.txt': { kind: 'file', change: 'new', text: 'Running with dbt=1.11.16' } },
  } as const;
  expect(identified(own).shown).toMatchObject(own);
});

test('the log has the name of its engine; two files never become one', () => {
  const file = { kind: 'file', change: 'new', text: null } as const;
  const names = (...files: readonly string[]) =>
    Object.keys(identified({ files: Object.fromEntries(files.map((one) => [one, file])) }, dvt).shown.files);
  expect(names('project/logs/dvt.log', 'project/logs/dvt.log.1')).toEqual([
    'project/logs/{name}.log',
    'project/logs/{name}.log.1',
  ]);
  expect(names('project/logs/dbt.log', 'project/logs/dvt.log')).toEqual([
    'project/logs/{name}.log',
    'project/logs/dvt.log',
  ]);
});

test('a log that both sides have under the same name keeps it: the user had it before', () => {
  const file = { kind: 'file', change: 'kept', text: null } as const;
  const files = { 'project/logs/dbt.log.1': file };
  const named = (other: Partial<typeof files>) =>
    Object.keys(identified({ files }, dbt, { files: other }).shown.files);
  expect(named(files)).toEqual(['project/logs/dbt.log.1']);
  expect(named({})).toEqual(['project/logs/{name}.log.1']);
  const both = { 'project/logs/dbt.log': file, 'project/logs/dvt.log': file };
  const { shown } = identified({ files: both }, dvt, { files: { 'project/logs/dbt.log': file } });
  expect(Object.keys(shown.files)).toEqual(Object.keys(both));
});

test('a pre-release states its version in either spelling', () => {
  const packages = { 'dbt-core': '1.13.0b1', 'dbt-postgres': '1.12.0rc2' };
  const beta = { programs: [{ name: 'dbt', version: '1.13.0b1' }], packages };
  const shown = (line: string) => printed(line, beta);
  for (const version of ['1.13.0b1', '1.13.0-b1']) {
    expect(shown(`Running with dbt=${version}`)).toBe('Running with {name}={version}');
    expect(shown(`dbt version: ${version}`)).toBe('dbt version: {version}');
  }
  expect(shown('Registered adapter: postgres=1.12.0-rc2')).toBe(
    'Registered adapter: postgres={version of the adapter}',
  );
  expect(artifact({ metadata: { dbt_version: '1.13.0b1' } }, beta)).toEqual({
    metadata: { dbt_version: '{version}' },
  });
  expect(shown('Running with dbt=1.13.0-b10')).toBe('Running with dbt=1.13.0-b10');
  expect(shown('Running with dbt=1.13.0')).toBe('Running with dbt=1.13.0');
});

test('a catalog that is served states the version', () => {
  const body = (version: string) =>
    `{"metadata": {"dbt_schema_version": "https://x/v1.json", "dbt_version": "${version}"}, "nodes": {}}`;
  const answer = (text: string) => ({ 'http://h/catalog.json': { status: 200, type: null, body: text } });
  expect(identified({ http: answer(body('1.11.16')) }).shown.http).toEqual(answer(body('{version}')));
});

test('in a wrapper the program speaks that it runs, in a fork only its own', () => {
  const lines = (...texts: readonly string[]) =>
    identified({ stdout: texts.map((text) => `${text}\n`).join('') }, dvt).shown.stdout;
  expect(lines('Running with dbt=1.12.6', 'dbt version: 1.12.6')).toEqual([
    'Running with {name}={version}',
    'dbt version: {version}',
  ]);
  expect(lines('Running with dvt=1.12.106', 'dbt version: 1.12.6', 'Running with dbt=1.12.6')).toEqual([
    'Running with {name}={version}',
    'dbt version: 1.12.6',
    'Running with dbt=1.12.6',
  ]);
  expect(failed('Usage: dvt run', dvt)).toBe('Usage: {name} run');
});

test('the record says what each placeholder stands for', () => {
  const { replaced } = identified(
    {
      stdout: 'Running with dvt=1.12.106\n',
      statements: [{ session: 1, application: '', sql: comment('1.12.106') }],
    },
    dvt,
  );
  expect(replaced).toEqual({ '{name}': { dvt: 1 }, '{version}': { '1.12.106': 2 } });
});
