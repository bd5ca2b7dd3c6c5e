import { expect, test } from 'vitest';
import {
  event,
  exit,
  file,
  line,
  reworded,
  rows,
  statement,
  together,
  value,
} from '../../../fixtures/causes/differences.ts';
import { stepAt } from '../../../fixtures/shown.ts';
import type { Untyped } from '../../facets/difference.ts';
import { cluster } from './cluster.ts';
import type { Step } from './fact.ts';

/** What is together, of steps that each show some of these. */
const causes = (steps: readonly Step[], names: Readonly<Record<string, Untyped>>) =>
  together(cluster(steps), names);

test('no difference is lost, whatever explains it', () => {
  const all = [exit(0, 1, 'no'), line('Loaded'), rows('dev.a'), file('home/.x'), statement('BEGIN')];
  const clusters = cluster([
    stepAt('run/a#0', all, { candidate: { ended: 1, why: 'no' } }),
    stepAt('run/b#0', all.slice(1)),
  ]);
  expect(clusters.flatMap(({ facts }) => facts.flatMap(({ differences }) => differences))).toHaveLength(9);
});

test('what only shows together is one cause, and two once other cases separate them', () => {
  const names = { folder: file('home/.sling'), manifest: line('Loaded manifest') };
  const { folder, manifest } = names;
  const both = stepAt('run/a#0', [folder, manifest]);
  expect(causes([both], names)).toEqual(new Set(['run/a#0 folder, run/a#0 manifest']));
  expect(causes([both, stepAt('run/b#0', [manifest]), stepAt('run/c#0', [manifest])], names)).toEqual(
    new Set(['run/a#0 folder', 'run/a#0 manifest, run/b#0 manifest, run/c#0 manifest']),
  );
});

test('what shows in one case only is one cause, whatever it is', () => {
  const names = { rows: rows('dev.a'), printed: line('Loaded') };
  expect(causes([stepAt('run/a#0', [names.rows, names.printed])], names)).toEqual(
    new Set(['run/a#0 printed, run/a#0 rows']),
  );
});

test('where a step ends differently, other data follows from that; a line in the same steps does not explain it', () => {
  const names = { ended: exit(0, 1, 'no'), rows: rows('dev.a'), printed: line('Loaded') };
  const { ended, rows: data, printed: said } = names;
  const two = (...differences: readonly Untyped[]) =>
    ['run/a#0', 'run/b#0'].map((at) => stepAt(at, differences));
  expect(causes(two(ended, data), names).size).toBe(1);
  expect(causes(two(said, data), names).size).toBe(2);
});

test('a failure in a step that the reference fails as well has the cause of the same failure elsewhere', () => {
  const names = { ended: exit(0, 1, 'Done.'), worded: reworded('No model', 'No profile') };
  const candidate = { ended: 1, why: 'No profile' };
  const steps = [
    stepAt('run/a#0', [names.ended], { candidate }),
    stepAt('run/b#0', [names.worded], { reference: { ended: 1, why: 'No model' }, candidate }),
  ];
  expect(causes(steps, names)).toEqual(new Set(['run/a#0 ended, run/b#0 worded']));
});

const printed = reworded('Written to the cache folder', 'Written to the store folder');
const others = ['run/b#0', 'run/c#0', 'run/d#0'].map((at) => stepAt(at, [printed]));

test('the same edit on the console, in the log and in an artifact is one cause', () => {
  const names = {
    printed,
    logged: event('Note', ''),
    written: value('manifest.json#/metadata/folder', 'the cache folder', 'the store folder'),
  };
  const logged: Untyped = {
    ...{ facet: 'events', kind: 'event-changed', path: 'FolderNote/info/msg' },
    ...{ reference: 'Opened the cache folder', candidate: 'Opened the store folder' },
  };
  const found = causes([stepAt('run/a#0', [printed, logged, names.written]), ...others], {
    ...names,
    logged,
  });
  expect(found).toEqual(
    new Set([
      'run/a#0 logged, run/a#0 printed, run/a#0 written, run/b#0 printed, run/c#0 printed, run/d#0 printed',
    ]),
  );
});

test('another edit in the same step is another cause', () => {
  const names = { printed, written: value('manifest.json#/metadata/folder', 'as a view', 'as a table') };
  expect(causes([stepAt('run/a#0', [printed, names.written]), ...others], names)).toEqual(
    new Set(['run/a#0 written', 'run/a#0 printed, run/b#0 printed, run/c#0 printed, run/d#0 printed']),
  );
});

test('what an earlier step left is of the cause that left it', () => {
  const left = rows('dev.orders');
  const still = { ...left };
  const names = { left, still, printed };
  const steps = [stepAt('run/a#0', [left]), stepAt('run/a#1', [still, printed]), ...others];
  expect(causes(steps, names)).toEqual(
    new Set([
      'run/a#0 left, run/a#1 still',
      'run/a#1 printed, run/b#0 printed, run/c#0 printed, run/d#0 printed',
    ]),
  );
});

test('all that is said of a node that fails has the cause of its failure, and nothing else of the step', () => {
  const id = 'model.shop.orders';
  const names = {
    printed,
    status: value(`run_results.json#/results/${id}/status`, 'success', 'error'),
    told: event('RunResultError', 'no such column', id),
  };
  const sides = { reference: { nodes: { [id]: 'success' } }, candidate: { nodes: { [id]: 'error' } } };
  const failing = stepAt('run/a#0', [printed, names.status, names.told], sides);
  expect(causes([failing, ...others], names)).toEqual(
    new Set([
      'run/a#0 status, run/a#0 told',
      'run/a#0 printed, run/b#0 printed, run/c#0 printed, run/d#0 printed',
    ]),
  );
});

test('a general fact that shows in different company has a cause for each', () => {
  const begin = statement('BEGIN');
  const names = { begin, seeded: line('Seeded by a tool'), cached: file('home/.cache') };
  const { seeded, cached } = names;
  const steps = [
    stepAt('seed/a#0', [begin, seeded]),
    stepAt('seed/b#0', [begin, seeded]),
    stepAt('docs/a#0', [begin, cached]),
    stepAt('docs/b#0', [begin, cached]),
    stepAt('list/a#0', []),
  ];
  expect(causes(steps, names)).toEqual(
    new Set([
      'seed/a#0 begin, seed/a#0 seeded, seed/b#0 begin, seed/b#0 seeded',
      'docs/a#0 begin, docs/a#0 cached, docs/b#0 begin, docs/b#0 cached',
    ]),
  );
});

test('each violation of a schema belongs to the key that it is about, not to the other violations', () => {
  const added = (path: string): Untyped => ({
    ...value(path, null, null),
    kind: 'key-added',
  });
  const unknown = (place: string, key: string): Untyped => ({
    facet: 'artifacts',
    kind: 'artifact-invalid',
    path: 'project/target/manifest.json',
    candidate: `${place} must NOT have additional properties {"additionalProperty":"${key}"}`,
  });
  const names = {
    functions: added('manifest.json#/functions'),
    noFunctions: unknown('', 'functions'),
    config: added('manifest.json#/macros/macro.shop.a/config'),
    noConfig: unknown('/macros/macro.shop.a', 'config'),
  };
  const all = Object.values(names);
  expect(causes([stepAt('run/a#0', all), stepAt('run/b#0', all)], names)).toEqual(
    new Set([
      'run/a#0 config, run/a#0 noConfig, run/b#0 config, run/b#0 noConfig',
      'run/a#0 functions, run/a#0 noFunctions, run/b#0 functions, run/b#0 noFunctions',
    ]),
  );
});
