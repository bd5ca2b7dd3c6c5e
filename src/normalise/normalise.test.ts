import { expect, test } from 'vitest';
import type { Observation } from '../observe/observation.ts';
import { normalise } from './normalise.ts';

const start = Date.parse('2026-11-21T06:58:20.500Z');
const given = { folders: [], database: 'compat_3fa9c1d2e4f1', window: { start, end: start + 4000 } };
const nothing: Observation = {
  exit: { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 },
  stdout: '',
  stderr: '',
  events: [],
  files: {},
  artifacts: {},
  sql: {},
  statements: [],
  database: {},
};
const log = (id: string, ...entries: readonly string[]) =>
  normalise(
    {
      ...nothing,
      events: [
        `============================== 06:58:21.5 | ${id} ==============================`,
        ...entries,
      ],
    },
    given,
  ).invocations;
const [one, other] = ['f9a8d3ba-9a65-4a9b-acc9-858069e647d4', '1c3e5a7b-0000-4a9b-acc9-858069e647d4'];

test('a log in text is cleaned like the console: times, ids, and the threads that race', () => {
  const main = '\u001b[0m06:58:21.511111 [debug] [MainThread]: waits';
  const worker =
    "\u001b[0m06:58:21.522222 [debug] [Thread-1 (worker)]: Acquiring new postgres connection 'a'";
  expect(log(one, main, worker, main)).toEqual(log(other, main, main, worker));
  expect(log(one, main)).not.toEqual(log(one, main.replace('waits', 'runs')));
});

test('events beside text are events still', () => {
  const event = { info: { name: 'Done', invocation_id: one }, data: {} };
  const { invocations } = normalise({ ...nothing, events: [event, 'no JSON'] }, given);
  expect(invocations.map(({ events }) => events.length)).toEqual([1, 1]);
});
