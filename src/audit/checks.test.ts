import { expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { requirements } from '../cases/requirements.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import type { CaseResult } from '../findings/verdict.ts';
import { normalisers } from '../normalise/registry.ts';
import { type Check, checks, flawsIn, type Material } from './checks.ts';
import type { Recorded } from './recorded.ts';
import { auditIssues, auditJson, renderAudit } from './render.ts';

const all = Object.keys(requirements);
const option = (name: string, values?: readonly string[]) => ({
  name,
  option: { takes: 'TEXT', choices: null, negatives: [], variables: [] },
  test: values ? { values } : {},
  own: true,
});
const suite = {
  command: 'run',
  cases: [
    { id: 'run/all', command: 'run', checks: all, tier: 'smoke' },
    { id: 'run/again', command: 'run', checks: [], tier: 'smoke' },
    { id: 'run/flag-vars', command: 'run', checks: [], tried: { option: '--vars', form: 'plain' } },
  ],
  options: [option('--vars', ['{}'])],
} as unknown as Material['planned'][number];
const expectation = {
  id: 'greets',
  file: 'dvt.yaml',
  status: 'known',
  reason: 'It greets users.',
  cases: ['run/all'],
  shows: [{ facet: 'stdout', kind: 'line-added' }],
} as Expectation;
const side = { ended: 0, invocations: [], nodes: {} };
const result = (id: string, more: Partial<CaseResult> = {}): CaseResult => ({
  case: { id, command: 'run', steps: [{ engine: ['run'] }] } as unknown as Case,
  verdict: 'different',
  seconds: { reference: 0, candidate: 0 },
  shown: [{ step: 0, reference: side, candidate: side }],
  differences: [],
  ...more,
});
const difference = {
  id: 'run/all#1',
  case: 'run/all',
  step: 0,
  facet: 'stdout',
  kind: 'line-added',
  path: 'line 1',
  candidate: 'Hello',
  impact: 'console',
  fingerprint: 'f',
} as const;
const recorded: Recorded = {
  run: { id: '20261121-1', started: '2026-11-21T00:00:00Z', tier: 'smoke' },
  reference: { spec: 'dbt-core==1.12.6', release: 'dbt-core==1.12.6' },
  candidate: { release: '', spec: 'dvt-core==0.2.28' },
  results: [result('run/all', { differences: [difference] }), result('run/gone')],
  flags: { run: { idle: [], wrongly_excused: [] } },
  normalisers: Object.fromEntries(normalisers.map(({ name }) => [name, 1])),
  adaptations: [],
};
const same: Recorded = { ...recorded, results: [result('run/all', { verdict: 'same' })] };
const sound: Material = { planned: [suite], recorded, whole: true, expectations: [expectation] };
const found = (material: Partial<Material>) =>
  flawsIn({ ...sound, ...material }).map(({ area, subject }) => `${area} ${subject}`);

test('nothing is found where nothing is wrong', () => expect(found({})).toEqual([]));

const flawed: readonly (readonly [string, Partial<Material>, readonly string[]])[] = [
  ['a stale expectation', { recorded: same }, ['expectations greets']],
  [
    'an expectation that covers the same as another',
    { expectations: [expectation, { ...expectation, id: 'again', cases: ['run/*'] }] },
    ['expectations again'],
  ],
  [
    'an adaptation that the run does not need',
    {
      recorded: {
        ...recorded,
        adaptations: [{ file: 'projects/shop/fork.yaml', id: 'sources', why: 'is not needed' }],
      },
    },
    ['adaptations sources'],
  ],
  [
    'a requirement without a case',
    { planned: [{ ...suite, cases: suite.cases.map((each) => ({ ...each, checks: all.slice(1) })) }] },
    [`promises ${all[0]}`],
  ],
  [
    'options that are not tested',
    {
      planned: [
        { ...suite, options: [...suite.options, option('--select')] },
      ] as unknown as Material['planned'],
    },
    ['options run --select'],
  ],
  [
    'options without effect, or with an effect although exempt',
    {
      recorded: {
        ...recorded,
        flags: { run: { idle: ['--vars'], wrongly_excused: ['--quiet'] } },
      },
    },
    ['idle-options run --vars', 'idle-options run --quiet'],
  ],
  [
    'a normaliser that changed nothing in all of a tier',
    {
      recorded: {
        ...recorded,
        run: { ...recorded.run, tier: 'standard' },
        normalisers: { ...recorded.normalisers, clock: 0 },
      },
    },
    ['normalisers clock'],
  ],
  [
    'a case that could not be judged',
    { recorded: { ...recorded, results: [...recorded.results, result('run/again', { verdict: 'error' })] } },
    ['cases run/again'],
  ],
];

test.each(flawed)('%s is found', (_, material, expected) => expect(found(material)).toEqual(expected));

test('a smoke run, or a part of a run, says nothing about normalisers', () => {
  const none = { ...recorded, normalisers: {} };
  expect(found({ recorded: none })).toEqual([]);
  expect(found({ recorded: { ...none, run: { ...none.run, tier: 'full' } }, whole: false })).toEqual([]);
});

test('each check finds something in these tests', () => {
  const areas = new Set(flawed.flatMap(([, , expected]) => expected.map((line) => line.split(' ')[0])));
  expect([...areas].toSorted()).toEqual(Object.keys(checks).toSorted());
});

test('without a run, it lists what was not checked', () => {
  const audit = { flaws: flawsIn({ ...sound, recorded: undefined }) };
  expect(audit.flaws).toEqual([]);
  const needy = Object.entries<Check>(checks).filter(([, { ofRun }]) => ofRun);
  expect(auditJson(audit)).toMatchObject({
    run: null,
    not_checked: needy.map(([area]) => area),
    to_fix: [],
  });
  expect(renderAudit(audit)).toContain('Not checked: expectations, adaptations');
});

test('each problem is a line in the table, and an issue with file and remedy', () => {
  const audit = { recorded, flaws: flawsIn({ ...sound, recorded: same }) };
  expect(renderAudit(audit)).toMatch(/expectations +greets +suites\/expectations\/dvt\.yaml +is stale/);
  expect(renderAudit(audit)).toContain('1 problem found');
  const [[name, text] = ['', '']] = Object.entries(auditIssues(audit));
  expect(name).toBe('expectations-greets.md');
  expect(text).toContain('# greets is stale: none of its facts occurs in its cases any more');
  for (const part of [
    '**What**',
    '**Where**',
    '`suites/expectations/dvt.yaml`',
    '**Suggested fix**',
    '20261121-1',
  ])
    expect(text).toContain(part);
});
