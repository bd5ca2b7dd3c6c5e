/**
 * How to test options that many commands share: which values to try, and what an option needs to have an effect. A
 * suite overrides an entry in its own options. Where an option has no visible effect, `silent` says why.
 */
import type { SharedTrials } from '../src/cases/options/matrix.ts';
import * as shop from './shop-edits.ts';

/** Commands that read no models. */
const unread = ['clean', 'debug', 'deps', 'init', 'docs-serve'] as const;
/** Commands that read models but run none. */
const idle = ['parse', 'list', 'run-operation'] as const;
/** Commands that do not fill the relation cache. */
const uncached = [...unread, 'parse', 'list', 'run-operation'] as const;
/** Commands that read no profile. */
const withoutProfile = ['clean', 'deps'] as const;
/** Commands whose selection adds no tests. */
const untested = [
  ...unread,
  ...idle.filter((command) => command !== 'list'),
  ...([
    'run',
    'seed',
    'snapshot',
    'clone',
    'show',
    'compile',
    'docs-generate',
    'source-freshness',
    'retry',
  ] as const),
] as const;

const readsNone = { why: 'The command reads no models.', on: unread };
const asksNobody = { why: 'No profile is read.', on: withoutProfile };
const runsNone = { why: 'No node is run.', on: [...unread, ...idle] };
const nothingResolved = {
  why: 'The command resolves no ref() from earlier artifacts.',
  on: [...unread, 'parse', 'run-operation'] as const,
};
const nothingDeferred = {
  ...nothingResolved,
  on: [...nothingResolved.on, 'source-freshness', 'seed'] as const,
};

/** dbt rejects these on the command line. `clone` does not handle that error and exits with 1, as Python does. */
const onlyAsVariable = [
  { expect: 'failure', on: ['clone'], forms: ['plain', 'negative'] },
  { expect: 'usage-error', forms: ['plain', 'negative'] },
] as const;
/** Commands that need earlier artifacts to defer to. */
const deferring = [
  ...(['run', 'build', 'test', 'seed', 'snapshot', 'source-freshness', 'retry'] as const),
  ...(['compile', 'show', 'docs-generate'] as const),
];
/** In the schema of another profile or target nothing is built, so nodes have no relations to read. */
const nothingBuilt = [
  { expect: 'failure', on: ['run', 'test', 'snapshot'] },
  { expect: 'usage-error', on: ['show'] },
] as const;
const nothingBuiltInProfile = [...nothingBuilt, { expect: 'failure', on: ['retry'] }] as const;
/** Commands that read models and report an error when that fails. */
const reading = [
  ...(['run', 'build', 'compile', 'test', 'seed', 'snapshot', 'show', 'list', 'parse'] as const),
  ...(['docs-generate', 'source-freshness', 'run-operation'] as const),
];
const unreadable = { expect: 'usage-error', on: reading } as const;

export default {
  // Selection.
  '--select': { values: ['stg_orders'] },
  '--models': { values: ['stg_orders'] },
  '--exclude': { values: ['stg_orders+'] },
  '--selector': { values: ['marts_for_day'] },
  '--resource-types': { values: ['model', 'seed'] },
  '--exclude-resource-types': { values: ['model'] },
  '--indirect-selection': {
    values: ['empty'],
    silent: { why: 'The selection adds no tests.', on: untested },
  },

  // Project, profile, target, state.
  '--project-dir': {
    values: ['annex'],
    // Its seed has other columns than the existing table, and it has no artifacts of an earlier run.
    ends: [
      { expect: 'failure', on: ['build', 'seed', 'test'] },
      { expect: 'usage-error', on: ['clone', 'retry'] },
    ],
  },
  '--profiles-dir': { values: ['../home/annex'], silent: asksNobody, ends: nothingBuiltInProfile },
  '--profile': {
    values: ['annex'],
    with: '--profiles-dir ../home/annex',
    silent: asksNobody,
    ends: nothingBuiltInProfile,
  },
  '--target': {
    values: ['other'],
    ends: nothingBuilt,
    silent: [asksNobody, { why: 'No prompt asks for a target.', on: ['init'] }],
  },
  '--target-path': { values: ['build'], ends: { expect: 'usage-error', on: ['retry'] } },
  '--state': {
    values: ['no/such/folder'],
    silent: nothingDeferred,
    ends: { expect: 'usage-error', on: ['retry'] },
  },
  '--defer': { silent: nothingResolved, ends: { expect: 'usage-error', on: ['source-freshness', 'seed'] } },
  '--favor-state': { silent: nothingDeferred },
  '--defer-state': {
    values: ['no/such/folder'],
    silent: nothingDeferred,
    ends: { expect: 'usage-error', on: ['clone'] },
  },
  '--deprecated-defer': {
    values: ['true'],
    ends: [...onlyAsVariable, { expect: 'usage-error', on: deferring }],
  },
  '--deprecated-state': {
    values: ['no/such/folder'],
    ends: [...onlyAsVariable, { expect: 'usage-error', on: ['clone', 'retry'] }],
  },
  '--deprecated-favor-state': { values: ['true'], ends: onlyAsVariable },
  '--deprecated-print': { ends: onlyAsVariable },
  '--log-path': { values: ['elsewhere'] },
  '--record-timing-info': { values: ['timing.prof'] },
  '--partial-parse': { silent: readsNone },
  '--partial-parse-file-path': { values: ['no_such.msgpack'], ends: { expect: 'usage-error' } },
  '--partial-parse-file-diff': { silent: readsNone },

  // Execution.
  '--vars': { values: ['big_order_cents: 1'], silent: { why: 'No project file is rendered.', on: ['init'] } },
  // With several threads, the order is random: pairs use 1; 2 is tried only where one node runs.
  '--threads': { values: ['1', '2'], silent: { why: 'Nothing runs in parallel.', on: idle } },
  '--single-threaded': { silent: runsNone },
  '--sqlparse': {
    values: ['{"MAX_GROUPING_TOKENS": 1}'],
    // Above the limit, dbt raises an exception while another thread still logs, and no other option has an effect.
    paired: '{"MAX_GROUPING_TOKENS": 100000}',
    silent: {
      why: 'No ephemeral model is inlined.',
      on: ['source-freshness', 'seed', 'snapshot'],
    },
    ends: [
      { expect: 'failure', on: ['run', 'build', 'test'], values: ['{"MAX_GROUPING_TOKENS": 1}'] },
      {
        expect: 'usage-error',
        on: ['compile', 'show', 'docs-generate'],
        values: ['{"MAX_GROUPING_TOKENS": 1}'],
      },
    ],
  },
  '--sample': { values: ["{'start': '2024-03-02', 'end': '2024-03-05'}"] },
  '--event-time-start': { values: ['2024-03-02'], with: '--event-time-end 2024-03-06' },
  '--event-time-end': { values: ['2024-03-06'], with: '--event-time-start 2024-03-02' },
  '--fail-fast': { silent: runsNone },
  '--populate-cache': {
    silent: { why: 'The command does not fill the relation cache.', on: uncached },
    // Without the cache, dbt does not know that the relation exists and does not replace it.
    ends: { expect: 'failure', on: ['run', 'build'] },
  },
  '--cache-selected-only': {
    silent: [
      { why: 'The command does not fill the relation cache.', on: uncached },
      { why: 'A test has no schema of its own, so dbt caches all schemas.', on: ['test'] },
      {
        why: 'Commands that only compile or check sources cache every schema.',
        on: ['compile', 'show', 'docs-generate', 'source-freshness'],
      },
    ],
  },
  '--static-parser': {
    silent: {
      why: 'Both parsers give the same result. Only the performance file of parse shows which one ran.',
      on: [
        ...unread,
        ...([
          'list',
          'run-operation',
          'source-freshness',
          'run',
          'build',
          'compile',
          'test',
          'seed',
        ] as const),
        ...(['snapshot', 'clone', 'show', 'docs-generate', 'retry'] as const),
      ],
    },
  },
  '--use-experimental-parser': { silent: { why: 'Both parsers give the same result.' } },
  '--use-fast-test-edges': { silent: { why: 'The graph has fewer edges, but nodes run in the same order.' } },
  // The v2 parser is a separate package, which is not installed.
  '--use-v2-parser': { silent: readsNone, ends: [unreadable, { expect: 'failure', on: ['clone'] }] },
  '--v2-parser': {
    values: ['no-such-parser'],
    with: '--use-v2-parser',
    silent: readsNone,
    ends: [unreadable, { expect: 'failure', on: ['clone'] }],
  },
  '--version-check': {
    before: [shop.otherVersion],
    expect: 'success',
    // The check is on by default.
    ends: [
      { expect: 'usage-error', on: [...reading, 'deps', 'clean', 'retry'], forms: ['plain'] },
      { expect: 'failure', on: ['clone', 'debug'], forms: ['plain'] },
    ],
    silent: { why: 'init checks no version, because there is no project yet.', on: ['init'] },
  },
  '--maximum-seed-size-mib': { values: ['0'] },
  '--write-json': { silent: { why: 'No artifact is written.', on: unread } },

  // Output.
  '--version': { expect: 'success' },
  '--log-cache-events': { with: '--log-level debug' },
  '--log-level': { values: ['debug', 'error'] },
  '--log-level-file': { values: ['info'] },
  '--log-format': { values: ['json', 'debug'] },
  '--log-format-file': { values: ['debug'] },
  // Less than the log size and more than a sixth of it, because dbt keeps five rotated files.
  '--log-file-max-bytes': { values: ['200000'] },
  '--printer-width': { values: ['40'], silent: { why: 'The command prints no padded lines.', on: unread } },
  '--print': { silent: { why: 'Nothing in the project calls print().', on: unread } },
  '--use-colors-file': { with: '--log-format-file debug' },
  '--macro-debugging': { silent: { why: 'The effect is visible only in a debugger.' } },
  '--hints-enabled': {
    silent: {
      why: 'dbt prints the hint once a day, after slow parsing. The harness marks it as already printed.',
    },
  },
  '--show-all-deprecations': { silent: readsNone },
  '--warn-error': { silent: readsNone, ends: [unreadable, { expect: 'failure', on: ['clone'] }] },
  '--warn-error-options': {
    values: ['{"error": "all"}'],
    silent: readsNone,
    ends: [unreadable, { expect: 'failure', on: ['clone'] }],
  },
  '--send-anonymous-usage-stats': {
    silent: { why: 'The harness sets DO_NOT_TRACK for each step, which takes precedence.' },
  },
  '--snowflake-projects-otel': { silent: { why: 'The option only applies to Snowflake.' } },
} satisfies SharedTrials;
