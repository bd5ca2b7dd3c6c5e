/**
 * How options are tried that many commands take: their values, and what they need to show what they do. A suite tries
 * one otherwise by naming it among its own. Where an option cannot show anything, `silent` says why.
 */
import type { SharedTrials } from '../src/plan/matrix.ts';
import * as shop from './shop-edits.ts';

/** Commands that read no models. */
const unread = ['clean', 'debug', 'deps', 'init', 'docs-serve'] as const;
/** Commands that read models and run none of them. */
const idle = ['parse', 'list', 'run-operation'] as const;
/** Commands that fill no cache of what stands in the database. */
const uncached = [...unread, 'parse', 'list', 'run-operation'] as const;
/** Commands that do not ask what a profile says. */
const withoutProfile = ['clean', 'deps'] as const;
/** Commands that choose no tests by what they choose. */
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
  why: 'No reference is resolved by earlier artifacts.',
  on: [...unread, 'parse', 'run-operation'] as const,
};
const nothingDeferred = {
  ...nothingResolved,
  on: [...nothingResolved.on, 'source-freshness', 'seed'] as const,
};

/** dbt refuses these on the command line. Its clone does not handle that error: it ends as a Python program does, with 1. */
const onlyAsVariable = [
  { expect: 'failure', on: ['clone'], forms: ['plain', 'negative'] },
  { expect: 'usage-error', forms: ['plain', 'negative'] },
] as const;
/** Commands that need earlier artifacts to defer to. */
const deferring = [
  ...(['run', 'build', 'test', 'seed', 'snapshot', 'source-freshness', 'retry'] as const),
  ...(['compile', 'show', 'docs-generate'] as const),
];
/** In the schema of another profile or target nothing is built, so that nodes find no relations to read. */
const nothingBuilt = [
  { expect: 'failure', on: ['run', 'test', 'snapshot'] },
  { expect: 'usage-error', on: ['show'] },
] as const;
const nothingBuiltInProfile = [...nothingBuilt, { expect: 'failure', on: ['retry'] }] as const;
/** Commands that read models, and end in an error of their own where that fails. */
const reading = [
  ...(['run', 'build', 'compile', 'test', 'seed', 'snapshot', 'show', 'list', 'parse'] as const),
  ...(['docs-generate', 'source-freshness', 'run-operation'] as const),
];
const unreadable = { expect: 'usage-error', on: reading } as const;

export default {
  // Which nodes.
  '--select': { values: ['stg_orders'] },
  '--models': { values: ['stg_orders'] },
  '--exclude': { values: ['stg_orders+'] },
  '--selector': { values: ['marts_for_day'] },
  '--resource-types': { values: ['model', 'seed'] },
  '--exclude-resource-types': { values: ['model'] },
  '--indirect-selection': {
    values: ['empty'],
    silent: { why: 'What is chosen brings no tests with it.', on: untested },
  },

  // Where from, and where to.
  '--project-dir': {
    values: ['annex'],
    // Its seed has other columns than the table that is there, and it holds no artifacts of an earlier run.
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
    silent: [asksNobody, { why: 'No target is asked for.', on: ['init'] }],
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

  // With what.
  '--vars': { values: ['big_order_cents: 1'], silent: { why: 'No project is rendered.', on: ['init'] } },
  // More than one lets chance decide the order: first one, as pairs have it, then two, where there is nothing to order.
  '--threads': { values: ['1', '2'], silent: { why: 'There is nothing to do at once.', on: idle } },
  '--single-threaded': { silent: runsNone },
  '--sqlparse': {
    values: ['{"MAX_GROUPING_TOKENS": 1}'],
    // Over the limit dbt ends with an exception while its other thread still logs, and no other option shows anything.
    paired: '{"MAX_GROUPING_TOKENS": 100000}',
    silent: {
      why: 'No ephemeral model is put into a statement.',
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
    silent: { why: 'No cache of relations is filled.', on: uncached },
    // dbt does not know then that a relation of that name exists, and does not replace it.
    ends: { expect: 'failure', on: ['run', 'build'] },
  },
  '--cache-selected-only': {
    silent: [
      { why: 'No cache of relations is filled.', on: uncached },
      { why: 'A test stands in no schema, and where none is asked for all are cached.', on: ['test'] },
      {
        why: 'What only compiles, or looks at sources, caches every schema.',
        on: ['compile', 'show', 'docs-generate', 'source-freshness'],
      },
    ],
  },
  '--static-parser': {
    silent: {
      why: 'Both ways of parsing come to the same; only what parse writes of its speed says which was taken.',
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
  '--use-experimental-parser': { silent: { why: 'It comes to the same as the other parser.' } },
  '--use-fast-test-edges': { silent: { why: 'The graph gets fewer edges, and the same order.' } },
  // The parser is a package of its own, which is not installed.
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
    // It is on by default.
    ends: [
      { expect: 'usage-error', on: [...reading, 'deps', 'clean', 'retry'], forms: ['plain'] },
      { expect: 'failure', on: ['clone', 'debug'], forms: ['plain'] },
    ],
    silent: { why: 'No version is asked for before there is a project.', on: ['init'] },
  },
  '--maximum-seed-size-mib': { values: ['0'] },
  '--write-json': { silent: { why: 'No artifact is written.', on: unread } },

  // What is said of it.
  '--version': { expect: 'success' },
  '--log-cache-events': { with: '--log-level debug' },
  '--log-level': { values: ['debug', 'error'] },
  '--log-level-file': { values: ['info'] },
  '--log-format': { values: ['json', 'debug'] },
  '--log-format-file': { values: ['debug'] },
  // Less than the log has, and more than a sixth of it: five files that were full are kept.
  '--log-file-max-bytes': { values: ['200000'] },
  '--printer-width': { values: ['40'], silent: { why: 'No line is filled up.', on: unread } },
  '--print': { silent: { why: 'Nothing of the project prints.', on: unread } },
  '--use-colors-file': { with: '--log-format-file debug' },
  '--macro-debugging': { silent: { why: 'Only a debugger sees the difference.' } },
  '--hints-enabled': {
    silent: { why: 'A hint is given once a day, where parsing was slow: to the harness it has been given.' },
  },
  '--show-all-deprecations': { silent: readsNone },
  '--warn-error': { silent: readsNone, ends: [unreadable, { expect: 'failure', on: ['clone'] }] },
  '--warn-error-options': {
    values: ['{"error": "all"}'],
    silent: readsNone,
    ends: [unreadable, { expect: 'failure', on: ['clone'] }],
  },
  '--send-anonymous-usage-stats': {
    silent: { why: 'DO_NOT_TRACK is set for each step, and has the last word.' },
  },
  '--snowflake-projects-otel': { silent: { why: 'It is about another database.' } },
} satisfies SharedTrials;
