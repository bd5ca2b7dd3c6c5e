/** No expectation may excuse a fault that we planted: those of every family are tried on what every mutant showed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { loadSuites } from '../../src/cases/suites.ts';
import type { Untyped } from '../../src/facets/difference.ts';
import type { Expectation } from '../../src/findings/expectations/expectation.ts';
import { type ExpectedFact, parseExpectations } from '../../src/findings/expectations/expectation-file.ts';
import { type Mutant, readMutants } from './mutant.ts';
import { recordFile, type Shown } from './record.ts';
import { swallowed } from './swallowed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = path.join(root, 'suites/expectations');
const expectations = readdirSync(folder).flatMap((file) =>
  parseExpectations(file, readFileSync(path.join(folder, file), 'utf8')).expectations.map((one) => ({
    ...one,
    file,
  })),
);
const shown: Shown = JSON.parse(readFileSync(path.join(root, recordFile), 'utf8'));
const mutants = await readMutants(path.join(root, 'fixtures/mutants'));
const cases = (await loadSuites(root)).flatMap((suite) => suite.cases);

test('what each mutant showed is on record, in the facet it was planted for', () => {
  expect(Object.keys(shown).toSorted()).toEqual(mutants.map(({ id }) => id).toSorted());
  const elsewhere = mutants.filter(({ id, facet }) => !shown[id]?.some((one) => one.facet === facet));
  expect(elsewhere.map(({ id }) => id)).toEqual([]);
});

test('no expectation of any family covers what a mutant showed', () => {
  expect(expectations.length).toBeGreaterThan(0);
  expect(swallowed(expectations, mutants, shown, cases)).toEqual([]);
});

/** The differences that the specification intends, each registered too widely. */
const intended: Readonly<Record<string, ExpectedFact>> = {
  'the version says dvt': { facet: 'events', kind: 'event-changed', cases: ['**'] },
  'debug shows more': { facet: 'exit', kind: 'exit-code', cases: ['debug/*'] },
  'sync exists': { facet: 'exit', kind: 'exit-code', cases: ['sync/*'], reference: 'No such command' },
  'other targets take the federation path': { facet: 'statements', kind: 'statement-added', cases: ['**'] },
  'require-adapters is a key': { facet: 'artifacts', kind: 'key-added', cases: ['**'] },
};

test.each(Object.entries(intended))('%s: registered too widely it is found out', (_, wide) => {
  const narrow: ExpectedFact = { ...wide, path: 'no such path' };
  const one: Expectation = {
    id: 'wide',
    file: 'x.yaml',
    status: 'intended',
    reason: '',
    cases: ['**'],
    shows: [narrow, wide],
  };
  expect(swallowed([{ ...one, shows: [narrow] }], mutants, shown, cases)).toEqual([]);
  expect(swallowed([one], mutants, shown, cases)).not.toEqual([]);
});

test('a difference counts in the case of its mutant, how one ends in each case of the command', () => {
  const mutant = { id: 'm', case: 'run/a', facet: 'stdout' } as Mutant;
  const two = ['run/a', 'run/b'].map((id) => ({ id, command: 'run' }) as Case);
  const line: Untyped = { facet: 'stdout', kind: 'line-added', path: 'line 1', candidate: 'x' };
  const exit: Untyped = { facet: 'exit', kind: 'exit-code', path: 'code' };
  const entry = ({ facet, kind }: Untyped, where: string) =>
    ({ id: 'e', file: 'x.yaml', cases: [where], shows: [{ facet, kind }] }) as unknown as Expectation;
  const found = (one: Expectation) => swallowed([one], [mutant], { m: [line, exit] }, two);
  expect(found(entry(line, 'run/a'))).toEqual([
    'x.yaml: e covers 1 of 2 differences of m (run/a), such as line-added line 1',
  ]);
  expect(found(entry(line, 'run/b'))).toEqual([]);
  expect(found(entry(exit, 'run/b'))).toHaveLength(1);
  expect(found(entry(exit, 'seed/b'))).toEqual([]);
});
