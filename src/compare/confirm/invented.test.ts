/** Real runs of dbt against itself, with a host that loses a module, hides a failure, or does neither. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { mutableEngine } from '../../../tools/mutants/engine.ts';
import type { Mutant } from '../../../tools/mutants/mutant.ts';
import { findCase, loadSuites } from '../../cases/suites.ts';
import { readConfig } from '../../config/config.ts';
import { settle } from '../../report/finish.ts';
import { stateProvider } from '../../workspace/states.ts';
import { type Pace, runCases } from '../queue.ts';
import { openSession, type Session } from '../session.ts';
import { openConfirmations } from './confirmations.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ids = ['list/all', 'parse/all'];
const cases = await loadSuites(root).then((suites) => ids.map((id) => findCase(suites, id)));

let session: Session;
let engineOf: Awaited<ReturnType<typeof mutableEngine>>;
let out: string;
beforeAll(async () => {
  out = await temporaryFolder('invented');
  const config = await readConfig([root]);
  session = await openSession({
    root,
    config,
    ...{ reference: config.reference, candidate: config.reference, database: 'embedded', out },
    ...{ signal: new AbortController().signal, say: () => undefined },
  });
}, 300_000);
afterAll(async () => {
  await session?.close();
});

let retired: string[];
let folder = 0;
beforeEach(async () => {
  retired = [];
  // A host of its own for each test: one that was found at fault stays out of use.
  engineOf = await mutableEngine(session.reference, path.join(session.scratch, `invented-${folder++}`));
});

async function run(plant: string, pace: Partial<Pace> = {}) {
  const candidate = engineOf({ id: 'planted', plant } as Mutant);
  const confirmations = openConfirmations(
    (engine) => {
      retired.push(engine.program);
      session.retire(engine);
    },
    () => undefined,
  );
  const own = { ...session, candidate, confirmations };
  const results = await settle(runCases(own, cases, { workers: 2, repeat: 2, ...pace }));
  return { results, confirmations, candidate };
}

/** True in a step that was forked from a host. */
const inHost = '"host_step" in sys.modules';

test('what only a host that lost a module shows is no difference: it is counted, and the engine starts cold from then on', {
  timeout: 600_000,
}, async () => {
  const { results, confirmations, candidate } = await run(
    `import dbt.artifacts.resources\nif ${inHost}:\n    del dbt.artifacts.resources.types, sys.modules["dbt.artifacts.resources.types"]`,
  );
  expect(results.map(({ verdict, differences }) => [verdict, differences])).toEqual(
    ids.map(() => ['same', []]),
  );
  const invented = confirmations.allInvented();
  expect(invented.length).toBeGreaterThan(0);
  expect(invented.every(({ side }) => side === 'candidate')).toBe(true);
  expect(invented[0]?.places).toContain('step 1: exit');
  expect(retired).toEqual([candidate.program]);
  expect(results.some(({ warm }) => warm?.includes('candidate'))).toBe(false);
  // The evidence is that of the runs the verdict rests on.
  expect(await readdir(path.join(out, 'raw', invented[0]?.case ?? ''))).toEqual(
    expect.arrayContaining(['candidate', 'reference', 'warm']),
  );
});

test('what a host hides shows in the cases that are also run cold', { timeout: 600_000 }, async () => {
  const { results, confirmations } = await run(`if not ${inHost}:\n    ends(lambda code: 3)`, {
    check: { seed: 'any', count: 1 },
  });
  // One case was chosen; that it differs makes the others void, and they are run again.
  expect(results.map(({ verdict }) => verdict)).toEqual(ids.map(() => 'different'));
  expect(confirmations.allInvented().map(({ side, places }) => [side, places])).toEqual([
    ['candidate', ['step 1: exit']],
  ]);
});

test('a real difference is confirmed cold, and a host that does its work is not blamed', {
  timeout: 600_000,
}, async () => {
  const { results, confirmations } = await run('ends(lambda code: 3)', { check: { seed: 'any', count: 1 } });
  expect(results.map(({ verdict }) => verdict)).toEqual(ids.map(() => 'different'));
  expect(results.some(({ warm }) => warm)).toBe(false);
  expect(confirmations.allInvented()).toEqual([]);
  expect(retired).toEqual([]);
});

test('an engine that varies by itself makes a case unstable, and its host is not blamed', {
  timeout: 600_000,
}, async () => {
  const counter = JSON.stringify(path.join(session.scratch, 'counter'));
  const { results, confirmations } = await run(`import os
def another(code):
    with open(${counter}, "a") as file:
        file.write("x")
    return 10 + os.path.getsize(${counter})
ends(another)`);
  expect(results.map(({ verdict }) => verdict)).not.toContain('same');
  expect(confirmations.allInvented()).toEqual([]);
});

test('a state that only the host cannot make is made cold, and the host is blamed', {
  timeout: 600_000,
}, async () => {
  const { lock: _, ...engine } = engineOf({
    id: 'planted',
    plant: `if ${inHost}:\n    ends(lambda code: 3)`,
  } as Mutant);
  const blamed: string[] = [];
  const provide = stateProvider({
    ...session,
    reference: { ...engine, lock: 'planted' },
    projects: path.join(root, 'projects'),
    cache: path.join(out, 'cache'),
    onHostFault: (state) => blamed.push(state),
  });
  const { template } = await provide('shop', 'seeded');
  expect(blamed).toEqual(['state shop/seeded']);
  expect(await session.database.exists(template)).toBe(true);
  await session.database.drop(template);
  const { template: raw } = await provide('shop', 'raw');
  await session.database.drop(raw);
});
