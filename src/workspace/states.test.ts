import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { plainEngine } from '../../fixtures/engines/plain-engine.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type StateContext, stateKey } from './states.ts';

let project: string;
beforeAll(async () => {
  project = await temporaryFolder('project');
  await writeFile(path.join(project, 'dbt_project.yml'), 'name: shop');
});

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
