/** Mutants of the reference itself: one of each facet here, all of them with `npm run mutants`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { commandNames } from '../../src/cases/commands.ts';
import { loadSuites } from '../../src/cases/suites.ts';
import { runCase } from '../../src/compare/run-case.ts';
import { openSession, type Session } from '../../src/compare/session.ts';
import { readConfig } from '../../src/config/config.ts';
import { facetNames } from '../../src/facets/registry.ts';
import { isDetected, renderDocument } from './document.ts';
import { mutableEngine } from './engine.ts';
import { type Found, findMutants } from './find.ts';
import { type Mutant, readMutants } from './mutant.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mutants = await readMutants(path.join(root, 'fixtures/mutants'));
const cases = (await loadSuites(root)).flatMap((suite) => suite.cases);
const sample = facetNames.map((facet) => mutants.find((one) => one.facet === facet) as Mutant);

let session: Session;
let out: string;
beforeAll(async () => {
  out = await temporaryFolder('mutants');
  const config = await readConfig([root]);
  session = await openSession({
    root,
    config,
    reference: config.reference,
    candidate: config.reference,
    database: 'embedded',
    out,
    signal: new AbortController().signal,
    say: () => undefined,
  });
}, 300_000);
afterAll(async () => {
  await session?.close();
});

test('there are mutants of every facet and of every command, each with a case that is there', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(60);
  expect(facetNames.filter((facet) => !mutants.some((one) => one.facet === facet))).toEqual([]);
  const commandOf = new Map(cases.map(({ id, command }) => [id, command]));
  expect(mutants.filter((one) => !commandOf.has(one.case)).map(({ id }) => id)).toEqual([]);
  const tried = new Set(mutants.map((one) => commandOf.get(one.case)));
  expect(commandNames.filter((command) => !tried.has(command))).toEqual([]);
});

test('one of each facet is found, in its facet, and explained by a finding', {
  timeout: 600_000,
}, async () => {
  const found = await findMutants({ session, mutants: sample, cases, workers: 2 });
  expect(found.filter((one) => !isDetected(one) || !one.finding)).toEqual([]);
  expect(found.map(({ verdict }) => verdict)).toEqual(found.map(() => 'different'));
});

test('without a fault the same engine shows no difference', { timeout: 600_000 }, async () => {
  const engineOf = await mutableEngine(session.reference, path.join(session.scratch, 'sound'));
  for (const id of ['run/select-name', 'list/select']) {
    const one = cases.find((each) => each.id === id);
    const result = one && (await runCase({ ...session, candidate: engineOf() }, one, { repeat: 1 }));
    expect(result?.differences).toEqual([]);
    expect(result?.verdict).toBe('same');
  }
});

test('reports an undetected mutant', () => {
  const found: Found = {
    mutant: sample[0] as Mutant,
    verdict: 'same',
    differences: [],
    shown: [],
    facets: {},
  };
  expect(isDetected(found)).toBe(false);
  expect(
    isDetected({ ...found, facets: { database: 1 }, mutant: { ...found.mutant, facet: 'database' } }),
  ).toBe(true);
  const failing = { exit: 1, database: 1 };
  expect(isDetected({ ...found, facets: failing, mutant: { ...found.mutant, facet: 'database' } })).toBe(
    false,
  );
  expect(renderDocument([found])).toContain('1 mutants, 0 detected.');
  expect(renderDocument([found])).toContain('| none | **not detected** |');
});

test.each([
  [
    'a file whose name is not a facet',
    'speed.yaml',
    'x:\n  what: y\n  case: run/all\n  plant: z\n',
    'must be a facet',
  ],
  ['an unknown key', 'exit.yaml', 'x:\n  what: y\n  case: run/all\n  plant: z\n  who: me\n', 'who'],
  ['invalid YAML', 'exit.yaml', 'x: [\n', 'exit.yaml'],
])('%s is refused', async (_, name, text, why) => {
  const folder = await temporaryFolder('mutants');
  await writeFile(path.join(folder, name), text);
  await expect(readMutants(folder)).rejects.toThrow(expect.objectContaining({ name: 'Problem' }));
  await expect(readMutants(folder)).rejects.toSatisfy(
    (error) => JSON.stringify(error).includes(why) || String(error).includes(why),
  );
});
