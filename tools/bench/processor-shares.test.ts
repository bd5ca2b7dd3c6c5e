import { expect, test } from 'vitest';
import { type Running, shareOut } from './processor-shares.ts';

const one = (pid: number, parent: number, command: string, own: number, waited = 0): Running => ({
  pid,
  parent,
  commandLine: command.split(' '),
  own,
  waited,
});

test('each process counts once, for whom it works', () => {
  const running = [
    one(1, 0, 'init', 100_000, 100_000),
    one(10, 1, 'node tools/bench/ours.ts', 5, 1000),
    one(20, 10, 'node /here/src/database/embedded-server.ts', 2, 0.5),
    one(21, 20, 'postgres -D data', 0.25, 30),
    one(22, 21, 'postgres: checkpointer', 0.125),
    one(30, 10, '/engine/.venv/bin/python /here/src/engines/host.py dbt', 3, 500),
    one(31, 30, '/engine/.venv/bin/python -c resource_tracker', 0.0625),
    one(40, 1, 'node tools/bench/main.ts', 7, 7),
  ];
  expect(shareOut(10, running, 4)).toEqual({
    harness_cpu_seconds: 5 + 2 + 4,
    engines_cpu_seconds: 1000 - 4 + 3 + 500 + 0.0625,
    hosts_cpu_seconds: 3,
    database_cpu_seconds: 0.5 + 0.25 + 30 + 0.125,
  });
});
