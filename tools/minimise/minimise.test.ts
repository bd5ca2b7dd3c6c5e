import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { minimise } from './minimise.ts';
import { layers, type Variant } from './variant.ts';

const whole: Variant = {
  case: {
    id: 'run/x',
    command: 'run',
    steps: [
      { sql: 'select 1' },
      { engine: ['seed'] },
      {
        engine: ['run', '--select', 'a', 'b', '--full-refresh', '--threads', '2', '--vars', '{n: -1}'],
        env: { DBT_QUIET: '1', OTHER: '2' },
      },
    ],
  } as unknown as Case,
  files: {
    'dbt_project.yml': 'name: x\n',
    'states.yaml': 'empty: {}\n',
    'states/raw.sql': 'select 1',
    'models/a.sql': 'select 1',
    'models/b.sql': 'select 2',
    'models/m.yml':
      '# ours\nversion: 2\nmodels:\n  - name: a # the first\n  - name: b\nsources:\n  - name: s\n',
    'seeds/s.csv': 'id,name\n1,a\n2,b\n3,c\n',
    'seeds/quoted.csv': 'id\n"a\nb"\n',
  },
};
const subject = ({ case: { steps } }: Variant) => steps.at(-1) as { engine: string[]; env?: object };

test('removes everything that is not needed from each layer, and counts it', async () => {
  const needs = (variant: Variant) =>
    'models/m.yml' in variant.files &&
    /name: b/.test(variant.files['models/m.yml'] ?? '') &&
    /2,b/.test(variant.files['seeds/s.csv'] ?? '') &&
    subject(variant).engine.includes('--threads') &&
    variant.case.steps.some((step) => 'sql' in step);
  const { variant, shrunk, bounded } = await minimise({
    whole,
    reproduces: async (smaller) => needs(smaller),
    maxTrials: 1000,
  });
  expect(variant.files).toEqual({
    'dbt_project.yml': 'name: x\n',
    'states.yaml': 'empty: {}\n',
    'states/raw.sql': 'select 1',
    'models/m.yml': '# ours\nversion: 2\nmodels:\n  - name: b\nsources: []\n',
    'seeds/s.csv': 'id,name\n2,b\n',
  });
  expect(variant.case.steps).toEqual([{ sql: 'select 1' }, { engine: ['run', '--threads', '2'] }]);
  expect(shrunk).toEqual([
    { layer: 'files', before: 5, after: 2 },
    { layer: 'steps', before: 2, after: 1 },
    { layer: 'options', before: 6, after: 1 },
    { layer: 'properties', before: 3, after: 1 },
    { layer: 'rows', before: 3, after: 1 },
  ]);
  expect(bounded).toBe(false);
});

test('stops at the limit with the last variant that reproduced it', async () => {
  const seen: boolean[] = [];
  const { variant, bounded, trials } = await minimise({
    whole,
    reproduces: async ({ files }) => 'models/a.sql' in files,
    maxTrials: 3,
    onTrial: ({ reproduced }) => seen.push(reproduced),
  });
  expect({ bounded, trials, seen }).toEqual({ bounded: true, trials: 3, seen: [false, false, true] });
  expect(Object.keys(variant.files)).toContain('models/a.sql');
  expect(Object.keys(variant.files).length).toBeLessThan(Object.keys(whole.files).length);
});

test('nothing is tried twice', async () => {
  const tried: string[] = [];
  const reproduces = async (variant: Variant) => {
    tried.push(JSON.stringify(variant));
    return false;
  };
  await minimise({ whole, reproduces, maxTrials: 1000 });
  expect(new Set(tried).size).toBe(tried.length);
});

test.each(Object.entries(layers))('keeping all %s changes nothing', (_, { pieces, keep }) => {
  expect(keep(whole, new Set(pieces(whole)))).toEqual(whole);
});
