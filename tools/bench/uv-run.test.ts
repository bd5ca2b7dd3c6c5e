import { expect, test } from 'vitest';
import { installedEngine, plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { uvRun } from './uv-run.ts';

test('an engine of a uv project is started by uv, in its project, without installing or asking', () => {
  const engine = { ...installedEngine('/cache/dbt/.venv/bin/dbt', '/cache/dbt'), env: { A: '1' } };
  const { engine: run, before, command } = uvRun(engine, '/bin/uv', '/home/uv');
  expect([...before, ...command]).toEqual(['run', '--project', '/cache/dbt', '--no-sync', 'dbt']);
  expect(run).toMatchObject({
    program: '/bin/uv',
    env: { A: '1', UV_CACHE_DIR: '/home/uv', UV_OFFLINE: '1' },
  });
});

test('a program of the user’s is started as it is', () => {
  const engine = plainEngine('/bin/true');
  expect(uvRun(engine, '/bin/uv', '/home/uv')).toEqual({ engine, before: [], command: [] });
});
