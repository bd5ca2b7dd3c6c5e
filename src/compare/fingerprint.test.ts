import { expect, test } from 'vitest';
import type { Untyped } from './difference.ts';
import { fingerprintOf, wildcard } from './fingerprint.ts';

const line = (reference: string, candidate: string): Untyped => ({
  facet: 'stdout',
  kind: 'line-changed',
  path: 'line 3',
  reference,
  candidate,
});

test.each<[string, Untyped, Untyped]>([
  ['the line it stands on', line('Done', 'Over'), { ...line('Done', 'Over'), path: 'line 9' }],
  ['numbers', line('PASS=1', 'OK 1'), line('PASS=23', 'OK 23')],
  [
    'the model',
    line('1 of 2 START sql view model dev.a ..... [RUN]', ''),
    line('2 of 2 START sql view model dev.bcd ... [RUN]', ''),
  ],
  [
    'the node in an artifact’s path',
    {
      facet: 'artifacts',
      kind: 'key-missing',
      path: 'project/target/manifest.json#/nodes/model.shop.a/config',
    },
    {
      facet: 'artifacts',
      kind: 'key-missing',
      path: 'project/target/manifest.json#/nodes/model.shop.b/config',
    },
  ],
  [
    'the folder an artifact is written to',
    { facet: 'artifacts', kind: 'key-missing', path: 'project/target/manifest.json#/metadata/a' },
    { facet: 'artifacts', kind: 'key-missing', path: 'project/annex/build/manifest.json#/metadata/a' },
  ],
  [
    'what is not invoked, and whether anything is',
    { facet: 'events', kind: 'invocation-missing', path: 'compile' },
    { facet: 'events', kind: 'output-missing', path: '' },
  ],
  [
    'the relation',
    { facet: 'database', kind: 'relation-changed', path: 'dev.a/kind' },
    { facet: 'database', kind: 'relation-changed', path: 'dev.b/kind' },
  ],
  [
    'what the reference would have answered',
    {
      facet: 'exit',
      kind: 'exit-code',
      path: 'code',
      reference: { ended: 0, says: 'Done' },
      candidate: { ended: 1, says: 'no' },
    },
    {
      facet: 'exit',
      kind: 'exit-code',
      path: 'code',
      reference: { ended: 2, says: 'Usage' },
      candidate: { ended: 1, says: 'no' },
    },
  ],
  [
    'the option that is not there',
    { facet: 'interface', kind: 'option-missing', path: '--empty' },
    { facet: 'interface', kind: 'option-missing', path: '--quiet' },
  ],
  [
    'whether an option is looked up or used',
    { facet: 'interface', kind: 'option-missing', path: '--empty' },
    {
      facet: 'exit',
      kind: 'exit-code',
      path: 'code',
      candidate: { ended: 2, says: 'dvt: error: unrecognized arguments: --quiet' },
    },
  ],
])('does not depend on %s', (_, a, b) => expect(fingerprintOf(a)).toBe(fingerprintOf(b)));

test.each<[string, Untyped, Untyped]>([
  ['words', line('Done', 'Over'), line('Done', 'Finished')],
  ['streams', line('Done', 'Over'), { ...line('Done', 'Over'), facet: 'stderr' }],
  [
    'keys',
    { facet: 'artifacts', kind: 'key-missing', path: 'm.json#/nodes/model.shop.a/config' },
    { facet: 'artifacts', kind: 'key-missing', path: 'm.json#/nodes/model.shop.a/tags' },
  ],
  [
    'artifacts',
    { facet: 'artifacts', kind: 'key-missing', path: 'project/target/manifest.json#/metadata' },
    { facet: 'artifacts', kind: 'key-missing', path: 'project/target/catalog.json#/metadata' },
  ],
  [
    'exit codes',
    { facet: 'exit', kind: 'exit-code', path: 'code', candidate: { ended: 1, says: '' } },
    { facet: 'exit', kind: 'exit-code', path: 'code', candidate: { ended: 0, says: '' } },
  ],
  [
    'failures',
    { facet: 'exit', kind: 'exit-code', path: 'code', candidate: { ended: 1, says: 'no' } },
    { facet: 'exit', kind: 'exit-code', path: 'code', candidate: { ended: 1, says: 'sign in' } },
  ],
])('keeps other %s apart', (_, a, b) => expect(fingerprintOf(a)).not.toBe(fingerprintOf(b)));

test('wildcards leave the words', () => {
  expect(wildcard("Compilation Error in model 'a' (models/a.sql) at line 12")).toBe(
    'Compilation Error in model * (models/*.sql) at line N',
  );
});
