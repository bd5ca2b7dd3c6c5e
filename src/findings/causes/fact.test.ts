import { expect, test } from 'vitest';
import {
  event,
  exit,
  file,
  line,
  reworded,
  rows,
  statement,
  value,
} from '../../../fixtures/causes/differences.ts';
import { type Sides, shownIn, stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { factsOf, isOfInvocation, isOfNodes } from './fact.ts';
import { failureKey } from './fact-wording.ts';

const keys = (differences: readonly Untyped[], sides?: Sides) =>
  factsOf(stepAt('run/a#0', differences, sides)).map(({ key }) => key);

test.each<[string, Untyped, Untyped]>([
  ['numbers', line('PASS=1'), line('PASS=23')],
  ['where it is printed', line('Done'), { ...line('Done'), path: 'line 9' }],
  [
    'what else the line says',
    reworded('a model is a view', 'a model is a table'),
    reworded('is a view', 'is a table'),
  ],
  [
    'the node',
    value('manifest.json#/nodes/model.shop.a/config/meta', 1, 2),
    value('manifest.json#/nodes/model.shop.b/config/meta', 3, 4),
  ],
  [
    'the folder of an artifact',
    value('manifest.json#/metadata/env', 1, 2),
    { ...value('manifest.json#/metadata/env', 1, 2), path: 'project/build/manifest.json#/metadata/env' },
  ],
  ['the option that is missing', option('--empty'), option('--quiet')],
  ['the checksum in a name', file(`home/.x/${'0'.repeat(16)}`), file(`home/.x/${'a'.repeat(16)}`)],
])('%s: one fact', (_, a, b) => expect(keys([a, b])).toHaveLength(1));

test.each<[string, Untyped, Untyped]>([
  ['words', line('Done'), line('Over')],
  ['streams', line('Done'), { ...line('Done'), facet: 'stderr' }],
  ['kinds', line('Done'), { ...line('Done'), kind: 'line-missing' }],
  ['keys', value('manifest.json#/metadata/a', 1, 2), value('manifest.json#/metadata/b', 1, 2)],
  ['artifacts', value('manifest.json#/metadata/a', 1, 2), value('catalog.json#/metadata/a', 1, 2)],
  ['relations', rows('dev.a'), rows('dev.b')],
  ['statements', statement('BEGIN'), statement('create table x as select 1')],
])('other %s: two facts', (_, a, b) => expect(keys([a, b])).toHaveLength(2));

function option(path: string): Untyped {
  return { facet: 'interface', kind: 'option-missing', path, reference: path };
}

const [a, b] = ['model.shop.a', 'model.shop.b'];
const total: Untyped = {
  ...{ facet: 'events', kind: 'event-changed', path: 'ConcurrencyLine/data/node_count' },
  ...{ reference: 2, candidate: 1 },
};

test('nodes that do not run are one fact, with their number in the log and on the console', () => {
  const result: Untyped = {
    facet: 'artifacts',
    kind: 'key-missing',
    path: `t/run_results.json#/results/${a}`,
  };
  const all = [result, event('NodeStart', '', a), total, reworded('Found 2 nodes', 'Found 1 nodes')];
  const sides = {
    reference: { nodes: { [a]: 'success', [b]: 'success' } },
    candidate: { nodes: { [b]: 'success' } },
  };
  const [fact, ...more] = factsOf(stepAt('run/a#0', [...all, line('Loaded')], sides));
  expect(fact?.differences).toEqual(all);
  expect(more.map(isOfNodes)).toEqual([false]);
  expect(fact && isOfNodes(fact)).toBe(true);
});

test.each([
  ['succeeds without a result', { ended: 0, invocations: ['dbt run'] }, true],
  ['fails', { ended: 1, invocations: ['dbt run'] }, false],
  ['is not invoked', { ended: 0, invocations: [] }, false],
])('whether no node was run by a candidate that %s', (_, ending, isNone) => {
  const sides = { reference: { nodes: { [a]: 'success' } }, candidate: { ...ending, nodes: {} } };
  expect(factsOf(stepAt('run/a#0', [event('NodeStart', '', a)], sides)).map(isOfNodes)).toEqual([isNone]);
});

test.each([
  ['run instead of being skipped', ['skipped', 'skipped'], ['error', 'success'], 1],
  ['have a status that is spelt differently', ['success', 'error'], ['SUCCESS', 'ERROR'], 1],
  ['end differently', ['success', 'pass'], ['error', 'fail'], 2],
])('nodes that %s: number of facts', (_, reference, candidate, facts) => {
  const nodes = ([first = '', second = '']: readonly string[]) => ({ [a]: first, [b]: second });
  const sides = { reference: { nodes: nodes(reference) }, candidate: { nodes: nodes(candidate) } };
  const all = [a, b].map((node) => event('NodeStart', '', node));
  expect(factsOf(stepAt('run/a#0', all, sides))).toHaveLength(facts);
});

test('values that the alternatives of a schema allow in one place are one fact', () => {
  const violation = (values: string): Untyped => ({
    ...{ facet: 'artifacts', kind: 'artifact-invalid', path: 't/run_results.json' },
    candidate: `/results/0/status must be equal to one of the allowed values {"allowedValues":[${values}]}`,
  });
  expect(keys([violation('"pass","fail"'), violation('"success","error"')])).toHaveLength(1);
});

test.each([
  ['the log alone', [], false],
  ['the log and the output', [{ ...line('Done'), kind: 'line-missing', reference: 'Done' }], true],
])('whether nothing is invoked where the candidate lacks %s', (_, more, is) => {
  const log: Untyped = {
    facet: 'events',
    kind: 'output-missing',
    path: '',
    reference: [{ command: 'clean' }],
  };
  const sides = { reference: { invocations: ['dbt clean'] }, candidate: { invocations: [] } };
  expect(factsOf(stepAt('clean/a#0', [log, ...more] as readonly Untyped[], sides)).some(isOfInvocation)).toBe(
    is,
  );
});

test('what is logged of a node without a result follows from what is logged of those with one', () => {
  const sides = { reference: { nodes: { [a]: 'skipped' } }, candidate: { nodes: { [a]: 'success' } } };
  const all = [a, b].map((node) => event('NodeStart', '', node));
  expect(factsOf(stepAt('run/a#0', all, sides))).toHaveLength(1);
  const alike = {
    reference: { nodes: { ...sides.reference.nodes, [b]: 'success' } },
    candidate: { nodes: { ...sides.candidate.nodes, [b]: 'success' } },
  };
  expect(factsOf(stepAt('run/a#0', all, alike)).some(isOfNodes)).toBe(false);
});

test('relations that are in another schema are one fact, with the schemas, and others are not', () => {
  const relation = (side: 'missing' | 'added', path: string, type = 'table'): Untyped => ({
    ...{ facet: 'database', kind: `relation-${side}`, path },
    [side === 'missing' ? 'reference' : 'candidate']: type,
  });
  const moved = [
    ...[relation('missing', 'dev_reports', 'schema'), relation('missing', 'dev_reports.a')],
    ...[relation('added', 'reports', 'schema'), relation('added', 'reports.a')],
  ];
  const other = relation('missing', 'dev.b');
  expect(factsOf(stepAt('run/a#0', [...moved, other])).map((fact) => fact.differences)).toEqual([
    moved,
    [other],
  ]);
});

test('nodes that fail, and those that only the candidate runs, are other facts than those that do not run', () => {
  const sides = {
    reference: { nodes: { [a]: 'success', [b]: 'success' } },
    candidate: { nodes: { [a]: 'error', 'model.shop.c': 'success' } },
  };
  const all = [a, b, 'model.shop.c'].map((node) => event('NodeStart', '', node));
  expect(factsOf(stepAt('run/a#0', all, sides)).map(isOfNodes)).toEqual([true, true, true]);
});

test('a node that ends alike, and one of a side that reports no results, has no part in a fact', () => {
  const is = (sides: Sides) => factsOf(stepAt('run/a#0', [event('Note', '', a)], sides)).some(isOfNodes);
  expect(is({ reference: { nodes: { [a]: 'success' } }, candidate: { nodes: { [a]: 'success' } } })).toBe(
    false,
  );
  expect(is({ reference: { nodes: { [a]: 'success' } } })).toBe(false);
});

test('where the engine is not invoked, what it prints, logs and sends is one fact; what is left in the database is not', () => {
  const all = [
    line('x'),
    event('Note', 'x'),
    statement('BEGIN'),
    file('project/logs'),
    rows('dev.a'),
    file('home/.x'),
  ];
  const facts = (sides: Sides) => factsOf(stepAt('run/a#0', all, sides)).filter(isOfInvocation);
  const [fact, ...more] = facts({ reference: { invocations: ['dbt --quiet seed'] } });
  expect(fact?.differences).toEqual(all.slice(0, 4));
  expect(more).toEqual([]);
  expect(facts({ reference: { invocations: ['dbt seed'] }, candidate: { invocations: ['dbt ls'] } })).toEqual(
    [],
  );
});

const failing = (why: string, reference: Sides['reference'] = {}) =>
  shownIn(0, { reference, candidate: { ended: 1, why } });

test('a failure has the key of the same failure in a step that the reference ends well', () => {
  const [fact] = factsOf({ case: 'run/a', shown: failing('no profile'), differences: [exit(0, 1, 'Done.')] });
  expect(failureKey(failing('no profile', { ended: 1, why: 'no model' }))).toBe(fact?.key);
  expect(failureKey(failing('no password', { ended: 1, why: 'no model' }))).not.toBe(fact?.key);
});

test.each([
  ['it ends well', shownIn(0, { reference: { ended: 0, why: 'x' } })],
  ['the reference ends with another code', failing('no profile', { ended: 2, why: 'x' })],
  ['the reference fails for the same reason', failing('no model a1', { ended: 1, why: 'no model a2' })],
  ['it does not say why', shownIn(0, { reference: { ended: 1, why: 'x' }, candidate: { ended: 1 } })],
])('no failure of its own where %s', (_, shown) => expect(failureKey(shown)).toBeUndefined());
