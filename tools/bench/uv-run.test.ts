import { expect, test } from 'vitest';
import { installedEngine, plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { throughUv } from './uv-run.ts';

const uv = { program: '/bin/uv', cache: '/home/uv' };

test('an engine of a uv project is started by uv, without installing or downloading', () => {
  const engine = { ...installedEngine('/cache/dbt/.venv/bin/dbt', '/cache/dbt'), env: { A: '1' } };
  const invocation = throughUv({ engine, argv: ['run', '--quiet'] }, uv);
  expect(invocation.argv).toEqual(['run', '--project', '/cache/dbt', '--no-sync', 'dbt', 'run', '--quiet']);
  expect(invocation.engine).toMatchObject({
    program: '/bin/uv',
    env: { A: '1', UV_CACHE_DIR: '/home/uv', UV_OFFLINE: '1' },
  });
});

test('a program without a uv project is started directly', () => {
  const invocation = { engine: plainEngine('/bin/true'), argv: ['run'] };
  expect(throughUv(invocation, uv)).toBe(invocation);
});
