/**
 * How to test options that many commands share: which values to test, and what an option needs to have an effect. A suite
 * overrides a test in its own `options`. Where an option has no visible effect, `noEffect` says why.
 */
import { commandNames, commandsThat, commandsWithout } from '../../src/cases/commands.ts';
import type { SharedOptionTests } from '../../src/cases/options/option-tests.ts';
import * as shop from './shop.ts';

const noModelsRead = { why: 'The command reads no models.', on: commandsWithout('parses') };
const noProfileRead = { why: 'No profile is read.', on: commandsWithout('readsProfile') };
const noNodesRun = { why: 'No node is run.', on: commandsWithout('runsNodes') };
const cacheNotFilled = {
  why: 'The command does not fill the relation cache.',
  on: commandsWithout('runsNodes'),
};
const nothingResolved = 'The command resolves no ref() from earlier artifacts.';
const nothingDeferred = { why: nothingResolved, on: commandsWithout('resolvesRefs') };
const sameParserResult = 'Both parsers give the same result.';

/** dbt rejects these on the command line. `clone` does not handle that error and exits with 1, as Python does. */
const onlyAsVariable = [
  { expect: 'failure', on: ['clone'], forms: ['plain', 'negative'] },
  { expect: 'usage-error', forms: ['plain', 'negative'] },
] as const;
/** Commands that fail if there are no earlier artifacts to defer to. */
const deferring = commandsThat('runsNodes').filter((command) => command !== 'clone');
/** The schema of another profile or target is empty, so nodes have no relations to read. */
const nothingBuilt = [
  { expect: 'failure', on: ['run', 'test', 'snapshot'] },
  { expect: 'usage-error', on: ['show'] },
] as const;
const nothingBuiltInProfile = [...nothingBuilt, { expect: 'failure', on: ['retry'] }] as const;
/** Commands that exit with 2 if the project cannot be parsed. `retry` parses with the options of the failed command. */
const parsing = commandsThat('parses').filter((command) => command !== 'clone' && command !== 'retry');
const unparsable = [
  { expect: 'usage-error', on: parsing },
  { expect: 'failure', on: ['clone'] },
] as const;

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
    noEffect: { why: 'The selection adds no tests.', on: commandsWithout('selectsTests') },
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
  '--profiles-dir': { values: ['../home/annex'], noEffect: noProfileRead, ends: nothingBuiltInProfile },
  '--profile': {
    values: ['annex'],
    with: '--profiles-dir ../home/annex',
    noEffect: noProfileRead,
    ends: nothingBuiltInProfile,
  },
  '--target': {
    values: ['other'],
    ends: nothingBuilt,
    noEffect: [noProfileRead, { why: 'No prompt asks for a target.', on: ['init'] }],
  },
  '--target-path': { values: ['build'], ends: { expect: 'usage-error', on: ['retry'] } },
  '--state': {
    values: ['no/such/folder'],
    noEffect: nothingDeferred,
    ends: { expect: 'usage-error', on: ['retry'] },
  },
  '--defer': {
    noEffect: { why: nothingResolved, on: commandsWithout('loadsState') },
    ends: { expect: 'usage-error', on: ['source-freshness', 'seed'] },
  },
  '--favor-state': { noEffect: nothingDeferred },
  '--defer-state': {
    values: ['no/such/folder'],
    noEffect: nothingDeferred,
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
  '--partial-parse': { noEffect: noModelsRead },
  '--partial-parse-file-path': { values: ['no_such.msgpack'], ends: { expect: 'usage-error' } },
  '--partial-parse-file-diff': { noEffect: noModelsRead },

  // Execution.
  '--vars': {
    values: ['big_order_cents: 1'],
    noEffect: { why: 'No project file is rendered.', on: ['init'] },
  },
  // With several threads, the order is random: pairs use 1; 2 is tried only where one node runs.
  '--threads': {
    values: ['1', '2'],
    noEffect: { why: 'Nothing runs in parallel.', on: commandsWithout('runsNodes') },
  },
  '--single-threaded': { noEffect: noNodesRun },
  '--sqlparse': {
    values: ['{"MAX_GROUPING_TOKENS": 1}'],
    // Above the limit, dbt raises an exception while another thread still logs, and no other option has an effect.
    valueInPairs: '{"MAX_GROUPING_TOKENS": 100000}',
    noEffect: {
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
  '--fail-fast': { noEffect: noNodesRun },
  '--populate-cache': {
    noEffect: cacheNotFilled,
    // Without the cache, dbt does not know that the relation exists and does not replace it.
    ends: { expect: 'failure', on: ['run', 'build'] },
  },
  '--cache-selected-only': {
    noEffect: [
      cacheNotFilled,
      { why: 'A test has no schema of its own, so dbt caches all schemas.', on: ['test'] },
      {
        why: 'Commands that only compile or check sources cache every schema.',
        on: ['compile', 'show', 'docs-generate', 'source-freshness'],
      },
    ],
  },
  '--static-parser': {
    noEffect: {
      why: `${sameParserResult} Only the performance file of parse shows which one ran.`,
      on: commandNames.filter((command) => command !== 'parse'),
    },
  },
  '--use-experimental-parser': { noEffect: { why: sameParserResult } },
  '--use-fast-test-edges': {
    noEffect: { why: 'The graph has fewer edges, but nodes run in the same order.' },
  },
  // The v2 parser is a separate package, which is not installed.
  '--use-v2-parser': { noEffect: noModelsRead, ends: unparsable },
  '--v2-parser': {
    values: ['no-such-parser'],
    with: '--use-v2-parser',
    noEffect: noModelsRead,
    ends: unparsable,
  },
  '--version-check': {
    before: [shop.requireOtherVersion],
    expect: 'success',
    // The check is on by default.
    ends: [
      { expect: 'usage-error', on: [...parsing, 'deps', 'clean', 'retry'], forms: ['plain'] },
      { expect: 'failure', on: ['clone', 'debug'], forms: ['plain'] },
    ],
    noEffect: { why: 'init checks no version, because there is no project yet.', on: ['init'] },
  },
  '--maximum-seed-size-mib': { values: ['0'] },
  '--write-json': { noEffect: { why: 'No artifact is written.', on: commandsWithout('parses') } },

  // Output.
  '--version': { expect: 'success' },
  '--log-cache-events': { with: '--log-level debug' },
  '--log-level': { values: ['debug', 'error'] },
  '--log-level-file': { values: ['info'] },
  '--log-format': { values: ['json', 'debug'] },
  '--log-format-file': { values: ['debug'] },
  // Less than the log size and more than a sixth of it, because dbt keeps five rotated files.
  '--log-file-max-bytes': { values: ['200000'] },
  '--printer-width': {
    values: ['40'],
    noEffect: { why: 'The command prints no padded lines.', on: commandsWithout('parses') },
  },
  '--print': { noEffect: { why: 'Nothing in the project calls print().', on: commandsWithout('parses') } },
  '--use-colors-file': { with: '--log-format-file debug' },
  '--macro-debugging': { noEffect: { why: 'The effect is visible only in a debugger.' } },
  '--hints-enabled': {
    noEffect: {
      why: 'dbt prints the hint once a day, after slow parsing. The harness marks it as already printed.',
    },
  },
  '--show-all-deprecations': { noEffect: noModelsRead },
  '--warn-error': { noEffect: noModelsRead, ends: unparsable },
  '--warn-error-options': {
    values: ['{"error": "all"}'],
    noEffect: noModelsRead,
    ends: unparsable,
  },
  '--send-anonymous-usage-stats': {
    noEffect: { why: 'The harness sets DO_NOT_TRACK for each step, which takes precedence.' },
  },
  '--snowflake-projects-otel': { noEffect: { why: 'The option only applies to Snowflake.' } },
} satisfies SharedOptionTests;
