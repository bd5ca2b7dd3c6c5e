import { expect, test } from 'vitest';
import { invocationsOf } from './invocations.ts';

const event = (invocation_id: string, name: string, data: object = {}) => ({
  info: { invocation_id, name },
  data,
});
const begins = (id: string, line: string) =>
  event(id, 'MainReportArgs', { args: { invocation_command: line } });
const ends = (id: string, command: string) => event(id, 'CommandCompleted', { command });
const commands = (...events: readonly object[]) =>
  invocationsOf(events as Parameters<typeof invocationsOf>[0]).map(({ command }) => command);

test.each([
  ['dbt --quiet run --select a', 'run'],
  ['dbt docs --help', 'docs'],
  ['dbt --quiet docs generate', 'docs generate'],
  ['dbt source freshness --select a', 'source freshness'],
  ['dbt', ''],
])('the command line %s is of the command %j', (line, command) =>
  expect(commands(begins('1', line))).toEqual([command]),
);

test('in the order in which they began', () =>
  expect(commands(begins('1', 'dbt run'), begins('2', 'dbt ls'), ends('1', 'dbt run'))).toEqual([
    'run',
    'ls',
  ]));

test('what was asked for from within another program counts, not its command line', () =>
  expect(commands(begins('1', 'dbt compile'), ends('1', 'cli parse'))).toEqual(['parse']));
