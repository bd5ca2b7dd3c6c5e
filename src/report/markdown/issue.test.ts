import { expect, test } from 'vitest';
import { exampleRun } from '../../../fixtures/reports/run.ts';
import type { Difference } from '../../facets/difference.ts';
import { changesSince } from '../changes.ts';
import type { Earlier } from '../json/read-report.ts';
import { type Ranked, rankCauses } from '../ranking.ts';
import type { Run } from '../run.ts';
import { renderIssue } from './issue.ts';

function rankedOf(run: Run, fingerprint: string): Ranked {
  const ranked = rankCauses(run).find(({ finding }) => finding.fingerprint === fingerprint);
  if (!ranked) throw new Error(`no finding ${fingerprint}`);
  return ranked;
}

const issue = (fingerprint: string, run: Run = exampleRun): string =>
  renderIssue(run, rankedOf(run, fingerprint));

test('follows the template of the specification', async () => {
  await expect(issue('fp-exit')).toMatchFileSnapshot('../../../fixtures/reports/issue-exit.md.txt');
});

test('shows hostile values without letting them out of their fence', async () => {
  const text = issue('fp-line');
  await expect(text).toMatchFileSnapshot('../../../fixtures/reports/issue-hostile.md.txt');
  for (const acting of ['\u001b', '\u202e']) expect(text).not.toContain(acting);
  expect(text).toContain('`````diff');
});

test('takes the shortest case as its example', () => {
  // run/failing and run/blocked have more steps.
  expect(issue('fp-exit')).toContain('npm run compat -- repro run/long --reference');
});

test('says what was changed about the project for a side', () => {
  const adaptation = {
    id: 'connection-of-sources',
    file: 'a.yaml',
    reason: 'It rejects sources.',
    as_is: 'parse/x',
  };
  const text = issue('fp-exit', { ...exampleRun, adaptations: [{ ...adaptation, side: 'candidate' }] });
  expect(text).toContain('- the project is adapted for DVT (`connection-of-sources`): It rejects sources.');
});

test('says what happened before a step that is not the first', () => {
  expect(issue('fp-line')).toContain('1. SQL `drop table x`');
});

test('speaks of reference and candidate where both are called the same', () => {
  const text = issue('fp-exit', { ...exampleRun, candidate: { ...exampleRun.candidate, command: 'dbt' } });
  expect(text).toContain('**reference behavior**');
  expect(text).toContain('**candidate behavior**');
});

test('how each side ended is said in words, with the last line it printed where nothing says why', () => {
  const text = issue('fp-exit');
  expect(text).toContain(
    '- dbt: exit code `1`; the last line is `Done. PASS=3 ERROR=1`\n- DVT: exit code `0`; it prints nothing',
  );
});

const shown = {
  step: 0,
  reference: {
    ended: 0,
    invocations: ['{name} run'],
    nodes: { 'model.shop.a': 'success', 'model.shop.b': 'success' },
  },
  candidate: {
    ended: 1,
    why: 'Database Error in model a: no such column',
    invocations: ['{name} compile', '{name} run --threads 1'],
    nodes: { 'model.shop.a': 'error', 'model.shop.c': 'success' },
  },
} as const;
const withShown: Run = {
  ...exampleRun,
  results: exampleRun.results.map((one) => ({
    ...one,
    shown: [shown],
    // The candidate ends as what is shown of it tells.
    differences: one.differences.map((each) =>
      each.kind === 'exit-code' ? { ...each, reference: each.candidate, candidate: each.reference } : each,
    ),
    identity: { reference: {}, candidate: { '{name}': { dbt: 3 } } },
  })),
};

test('what each side did: why it failed, what it started, which nodes ran', () => {
  const text = issue('fp-exit', withShown);
  expect(text).toContain(
    `Compared with dbt-core==1.12.6, \`dvt run\` of dvt-core==0.2.28 exits with 1 instead of 0: Database Error in model a: no such column.`,
  );
  const side = (name: string) => text.split(`**${name} behavior**`)[1]?.split('**')[0]?.trim();
  expect(side('dbt')).toBe('- exit code `0`\n- invocations in its log: `dbt run`\n- 2 nodes: 2 `success`');
  expect(side('DVT')).toBe(
    [
      '- exit code `1`: `Database Error in model a: no such column`',
      '- invocations in its log: `dbt compile`, then `dbt run --threads 1`',
      '- 2 nodes: 1 `error`, 1 `success`',
      '- does not run: `b`',
      '- also runs: `c`',
      '- ends differently: `a (success → error)`',
    ].join('\n'),
  );
});

test('says why a cause is registered, and what of it is not', () => {
  const results = exampleRun.results.map((result) =>
    result.case.id === 'run/long'
      ? {
          ...result,
          differences: result.differences.map((each) =>
            each.kind === 'exit-code' ? { ...each, expectation: 'dvt-version' } : each,
          ),
        }
      : result,
  );
  const text = issue('fp-exit', { ...exampleRun, results });
  expect(text).toContain('Registered in part: It states its own version.');
  expect(text).toContain('- outcome, not registered: ');
  const known = exampleRun.findings.map((one) => ({ ...one, status: 'known' as const }));
  const covered = results.map((result) => ({
    ...result,
    differences: result.differences.map((each) => ({ ...each, expectation: 'dvt-version' })),
  }));
  const whole = issue('fp-exit', { ...exampleRun, findings: known, results: covered });
  expect(whole).toContain('Registered as known: It states its own version.');
  expect(whole).not.toContain('not registered');
});

test('relations are shown next to each other', () => {
  const inDatabase = (more: object) =>
    ({
      ...exampleRun.results[4]?.differences[0],
      facet: 'database',
      impact: 'data',
      fingerprint: 'fp-exit',
      cause: 'fp-exit',
      ...more,
    }) as Difference;
  const differences = [
    inDatabase({
      kind: 'relation-changed',
      path: 'dev.orders/columns/id/type',
      reference: 'integer',
      candidate: 'text',
    }),
    inDatabase({
      kind: 'rows-changed',
      path: 'dev.orders',
      reference: { count: 2, only: ['(1|2)'] },
      candidate: { count: 0, only: [] },
    }),
    {
      ...inDatabase({ kind: 'relation-missing', path: 'dev.x', reference: 'view' }),
      candidate: undefined,
    } as unknown as Difference,
  ];
  const results = exampleRun.results.map((one) =>
    one.case.id === 'run/long' ? { ...one, differences } : { ...one, differences: [] },
  );
  expect(issue('fp-exit', { ...exampleRun, results })).toContain(
    [
      '| relation | property | dbt | DVT |',
      '| --- | --- | --- | --- |',
      '| `dev.orders` | columns id type | `integer` | `text` |',
      '| `dev.orders` |  | 2 rows, only here `(1\\|2)` | 0 rows |',
      '| `dev.x` |  | `view` | none |',
    ].join('\n'),
  );
});

test('facts are a list that is bounded', () => {
  const [first] = exampleRun.results[4]?.differences ?? [];
  const differences = Array.from(
    { length: 30 },
    (_, n) =>
      ({
        ...first,
        facet: 'events',
        kind: 'event-changed',
        path: `E${String.fromCharCode(65 + n)}/data/x`,
        reference: 1,
        candidate: 2,
        impact: 'contract',
        cause: 'fp-exit',
      }) as Difference,
  );
  const results = exampleRun.results.map((one) =>
    one.case.id === 'run/long' ? { ...one, differences } : { ...one, differences: [] },
  );
  const text = issue('fp-exit', { ...exampleRun, results });
  expect(text.match(/^- contract: /gm)).toHaveLength(12);
  expect(text).toContain('- and 18 more facts of 18 differences');
});

test('names every case, however many', () => {
  const cases = Array.from({ length: 50 }, (_, index) => `run/case-${index}`);
  const findings = exampleRun.findings.map((one) =>
    one.fingerprint === 'fp-exit' ? { ...one, cases } : one,
  );
  const text = issue('fp-exit', { ...exampleRun, findings });
  for (const id of cases) expect(text).toContain(`\`${id}\``);
});

test('writes no script of what a script cannot tell, and says why', () => {
  const results = exampleRun.results.map((one) => ({
    ...one,
    case: {
      ...one.case,
      steps: one.case.steps.map((step) => ('engine' in step ? { ...step, busy: true as const } : step)),
    },
  }));
  const text = issue('fp-exit', { ...exampleRun, results });
  expect(text).toContain('There is no stand-alone script of it: the case needs a port that is in use');
  expect(text).not.toContain('--script');
  expect(issue('fp-exit')).toContain('--script run-long.sh\nbash run-long.sh');
});

test('a plain program has no lock to point at', () => {
  const program = { ...exampleRun.candidate, spec: 'exe:/opt/dvt' };
  const text = issue('fp-exit', { ...exampleRun, candidate: program });
  expect(text).toContain(
    '- with all their packages: `reference.uv.lock` (`aaaaaaaaaaaa`), next to the report',
  );
  expect(text).toContain('exe:/opt/dvt only exists on this machine');
});

test.each<[string, Partial<Earlier['causes'][number]> | undefined, readonly string[], RegExp]>([
  ['new', undefined, ['run/long'], /^New since run before of 2026-11-20: /],
  ['worse', { cases: ['run/failing'] }, ['run/long', 'run/failing'], /^Worse since run before/],
  ['not new', { cases: ['run/failing', 'run/long', 'run/blocked'] }, ['run/long'], /^Not new: run before/],
  ['unknown', undefined, ['run/other'], /^Not known: run before/],
])('says whether it is new since an earlier run: %s', (_, known, cases, says) => {
  const cause = {
    id: 'fp-exit',
    title: '',
    impact: 'outcome',
    status: 'new',
    cases: [],
    ...known,
  } as const;
  const against: Earlier = {
    run: { id: 'before', started: '2026-11-20T07:00:00.000Z' },
    reference: { spec: '' },
    candidate: { spec: '' },
    cases: cases.map((id) => ({ id, verdict: 'different' })),
    trend: [],
    causes: known ? [{ ...cause, cases: [...cause.cases] }] : [],
  };
  const run = { ...exampleRun, against };
  const text = renderIssue(run, rankedOf(run, 'fp-exit'), changesSince(against, run));
  expect(text.split('**Is it new?**\n\n')[1]).toMatch(says);
  expect(issue('fp-exit')).not.toContain('Is it new?');
});

test('each section of the template is there, in order, and none is empty', () => {
  for (const { finding } of rankCauses(exampleRun)) {
    const text = issue(finding.fingerprint);
    const sections = [...text.matchAll(/^\*\*(.+?)\*\*(.*)$/gm)].map(([, name]) => name);
    expect(sections).toEqual([
      'Command',
      'dbt behavior',
      'DVT behavior',
      'Difference',
      'Suspected cause',
      'Suggested fix',
      'How to reproduce',
      'Versions',
      'Facets that agree in this case',
      'Affected',
    ]);
    for (const part of text.split(/^\*\*.+?\*\*/m).slice(1)) expect(part.trim()).not.toBe('');
  }
});
