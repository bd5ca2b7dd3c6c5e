import { expect, test } from 'vitest';
import type { Json } from '../../config/json.ts';
import type { Observation } from '../../observe/observation.ts';
import type { Exit } from '../../process/invocation.ts';
import { endOf, shownBy } from './shown.ts';

const exit: Exit = { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 };
const quiet: Observation = {
  ...{ exit, stdout: '', stderr: '', events: [], files: {}, artifacts: {}, sql: {} },
  ...{ statements: [], database: {} },
};
const invocation = (command: string, ...events: readonly Json[]) => ({ command, events });
const shown = (more: Partial<Observation>, ...invocations: ReturnType<typeof invocation>[]) =>
  shownBy(
    { ...quiet, ...more },
    { stdout: (more.stdout ?? '').split('\n'), stderr: (more.stderr ?? '').split('\n'), invocations },
  );

const started = (line: string): Json => ({
  info: { name: 'MainReportArgs' },
  data: { args: { invocation_command: line } },
});
const finished = (id: string, status: string): Json => ({
  info: { name: 'NodeFinished' },
  data: { node_info: { unique_id: id }, run_result: { status } },
});

test('a side that does nothing ends with 0, and does not say why', () => {
  expect(shown({ stdout: 'Error: none' })).toEqual({ ended: 0, invocations: [], nodes: {} });
});

test('a failure is told with the line that says why, not the last', () => {
  expect(shown({ exit: { ...exit, code: 1 }, stdout: 'Error: no profile\nDone.' })).toMatchObject({
    ended: 1,
    why: 'Error: no profile',
  });
});

test.each<[Partial<Exit>, number | string]>([
  [{ code: 2 }, 2],
  [{ code: null, signal: 'SIGSEGV' }, 'SIGSEGV'],
  [{ code: null, signal: 'SIGKILL', limit: 'memory' }, 'memory'],
  [{ code: null }, 'unknown'],
])('%j: %s', (more, ended) => expect(endOf({ ...exit, ...more })).toBe(ended));

test('invocations are told by their command lines, in order; those that do not tell are left out', () => {
  const completed: Json = { info: { name: 'CommandCompleted' }, data: { command: 'dbt ls' } };
  const { invocations } = shown(
    {},
    invocation('compile', null, started('dbt compile --quiet')),
    invocation('', { info: { name: 'Note' } }),
    invocation('ls', completed),
  );
  expect(invocations).toEqual(['dbt compile --quiet', 'dbt ls']);
});

const artifact = (content: Json) => ({ content, invalid: [] });
const results = artifact({ results: [{ unique_id: 'model.shop.a', status: 'success' }] });

test('nodes are those of the results that the step wrote, whatever the log says', () => {
  const log = invocation('run', finished('model.shop.a', 'error'));
  expect(shown({ artifacts: { 'project/target/run_results.json': results } }, log).nodes).toEqual({
    'model.shop.a': 'success',
  });
  expect(shown({ artifacts: { 'project/target/sources.json': results } }).nodes).toEqual({
    'model.shop.a': 'success',
  });
});

test('without results, nodes are those of the last invocation that logs some', () => {
  const { nodes } = shown(
    {
      artifacts: {
        'project/target/manifest.json': results,
        'project/target/run_results.json': artifact(null),
      },
    },
    invocation('compile', finished('model.shop.a', 'success')),
    invocation('run', finished('model.shop.b', 'error'), finished('test.shop.c', 'pass')),
    invocation('ls', started('dbt ls')),
  );
  expect(nodes).toEqual({ 'model.shop.b': 'error', 'test.shop.c': 'pass' });
});
