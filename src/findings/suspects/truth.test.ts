/** Suspects of causes whose place in the code was found by reading it: fixtures/suspects/README.md. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { codeSchema } from './code-index.ts';
import type { Fact } from './evidence.ts';
import { suspectsOf } from './suspects-of.ts';

const truth = z.object({
  causes: z.array(
    z.object({
      id: z.string(),
      /** Modules without their endings; none where nothing in the code can be named. */
      right: z.array(z.string()),
      commands: z.array(z.string()),
      facts: z.array(z.json()),
    }),
  ),
  code: codeSchema,
});

/** Share of the causes whose right module must be among the first three suspects. */
const demanded = 0.7;

const read = async (name: string) =>
  truth.parse(
    JSON.parse(await readFile(new URL(`../../../fixtures/suspects/${name}.json`, import.meta.url), 'utf8')),
  );

const moduleOf = (file: string) => file.replace(/\.(py|[\w-]*\.so)$/, '');

test.each(['wrapper', 'versions', 'fork'])('the right module is among the first three: %s', async (name) => {
  const { causes, code } = await read(name);
  const known = causes.filter(({ right }) => right.length > 0);
  const missed = known.filter(({ right, commands, facts }) => {
    const suspects = suspectsOf({ facts: facts as unknown as Fact[], commands, index: code }).slice(0, 3);
    return !suspects.some(({ file }) => right.includes(moduleOf(file)));
  });
  expect(known.length).toBeGreaterThanOrEqual(20);
  expect(missed.length / known.length, missed.map(({ id }) => id).join(', ')).toBeLessThanOrEqual(
    1 - demanded,
  );
});

test('what only the name of the version explains has no suspect', async () => {
  const { causes, code } = await read('versions');
  const { facts, commands } = causes.find(({ id }) => id === 'version') as (typeof causes)[number];
  expect(suspectsOf({ facts: facts as unknown as Fact[], commands, index: code })).toEqual([]);
});
