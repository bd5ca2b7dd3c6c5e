import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { writeEvidence } from './evidence.ts';
import type { Observation } from './observation.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('evidence');
});

const page = 'a page "é"\n'.repeat(100_000);
const observed: Observation = {
  exit: { code: 0, signal: null, limit: null, seconds: 1, leftovers: 0 },
  stdout: 'a "text"\n',
  stderr: '',
  events: [{ info: { name: 'Start' } }],
  files: {
    'project/"a"': { kind: 'file', change: 'new', text: null },
    'project/page': { kind: 'file', change: 'written', text: page },
    'project/b': { kind: 'file', change: 'kept', text: 'b' },
  },
  artifacts: {},
  sql: {},
  statements: [],
  database: {},
};
const written = async () => readFile(path.join(root, 'observation.json'), 'utf8');

test.each([0, 1, 3])('the file holds the whole observation: %d artifacts', async (count) => {
  const artifacts = Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `target/"${n}"`,
      { content: { n: ['é', n] }, invalid: n ? ['no'] : null },
    ]),
  );
  const observation = writeEvidence(path.join(root, 'observation.json'), (keep) => {
    for (const [name, { content, invalid }] of Object.entries(artifacts))
      keep(name, JSON.stringify(content, null, 4), invalid);
    return { ...observed, artifacts };
  });
  expect(observation.artifacts).toEqual(artifacts);
  expect(JSON.parse(await written())).toEqual({ ...observed, artifacts });
});

test('artifacts are kept as the engine wrote them', async () => {
  const text = '{"n": 1.0,\t"n": 2}';
  writeEvidence(path.join(root, 'observation.json'), (keep) => {
    keep('a', text, null);
    return { ...observed, artifacts: { a: { content: { n: 2 }, invalid: null } } };
  });
  expect(await written()).toContain(text);
});
