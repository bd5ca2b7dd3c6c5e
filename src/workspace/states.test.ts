import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { type StateContext, stateKey } from './states.ts';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'project-'));
  await writeFile(path.join(project, 'dbt_project.yml'), 'name: shop');
});
afterAll(() => rm(project, { recursive: true }));

const state = { project: 'shop', name: 'seeded', steps: [['seed']], keep: [] };
const making = { version: 'v', reference: { ...plainEngine('/bin/dbt'), lock: 'a' }, adaptations: () => [] };
const keyOf = (changed: Partial<StateContext> = {}, chain: Parameters<typeof stateKey>[2] = [state]) =>
  stateKey({ ...making, ...changed }, project, chain);

test('the same of everything is the same state', async () => expect(await keyOf()).toBe(await keyOf()));

test.each<[string, Partial<StateContext>]>([
  ['code that makes states', { version: 'w' }],
  ['lock of the reference', { reference: { ...making.reference, lock: 'b' } }],
  ['adaptation', { adaptations: () => [{ id: 'a' } as ReturnType<StateContext['adaptations']>[number]] }],
])('another %s is another state', async (_, changed) => expect(await keyOf(changed)).not.toBe(await keyOf()));

test('another step is another state, and so is another file of the project', async () => {
  const before = await keyOf();
  expect(await keyOf({}, [{ ...state, steps: [['run']] }])).not.toBe(before);
  await writeFile(path.join(project, 'dbt_project.yml'), 'name: shop2');
  expect(await keyOf()).not.toBe(before);
});
