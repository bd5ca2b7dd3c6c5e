import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { configFile, readConfig } from './config.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('config');
});
const write = (text: string) => writeFile(path.join(folder, configFile), text);

test('without a file every default applies', async () => {
  expect(await readConfig([folder])).toMatchObject({
    reference: 'dbt',
    tier: 'smoke',
    fail_on: 'console',
    database: { provider: 'auto' },
    limits: { deadline_seconds: 300 },
  });
});

test('the first folder that has one counts', async () => {
  await write('tier: full');
  expect((await readConfig(['/nowhere', folder])).tier).toBe('full');
});

test.each([
  ['broken YAML', 'engines: [', /YAML/, /line 1/],
  ['an unknown key', 'colour: red', /Invalid configuration/, /colour/],
  [
    'a value of another type',
    'limits: { deadline_seconds: soon }',
    /Invalid configuration/,
    /deadline_seconds/,
  ],
  ['an impact that is none', 'fail_on: severe', /Invalid configuration/, /fail_on/],
  ['a list instead of a mapping', '- a', /Invalid configuration/, /expected object/],
])('%s is one clear message', async (_, text, message, why) => {
  await write(text);
  await expect(readConfig([folder])).rejects.toMatchObject({
    name: 'Problem',
    kind: 'usage',
    message: expect.stringMatching(message),
    why: expect.stringMatching(why),
  });
});
