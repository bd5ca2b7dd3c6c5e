/** The requirements of the specification: what a case can name in its `checks`, and what coverage is counted against. */
import { type Command, commandNames, commands } from './commands.ts';

/** Of every command: `<PREFIX>-<key>`. */
const general = {
  EXIT: 'exit codes agree: 0 success, 1 handled failure, 2 usage or unhandled error, also for timeouts and signals',
  OUT: 'console output agrees in form: stdout and stderr each, text and JSON, quiet, colours on and off',
  ART: 'the same files are written, each artifact with the same content and valid against its schema',
  FLAG: 'every flag the reference lists, its --no- form and its environment variable have the same effect',
  ERR: 'error messages agree, go to the same stream and leave the same files behind',
} as const;

/** Of one command: `<PREFIX>-<n>`, numbered from 1 in this order. */
const numbered: Readonly<Record<Command, readonly string[]>> = {
  run: [
    'models execute in DAG order',
    'select by path, tag, config',
    'exclude removes nodes',
    'full-refresh drops and recreates tables',
    'target overrides the default of the profile',
    'incremental models honour is_incremental()',
    'ephemeral models become CTEs',
    'run_results matches its schema',
  ],
  build: [
    'seeds, models, snapshots, tests in order',
    'DAG dependencies across resource types',
    'select across all types',
    'a failure does not block independent branches',
  ],
  compile: [
    'SQL written under target/compiled',
    'nothing executed on the database',
    'Jinja renders',
    'parse-only skips compilation',
  ],
  test: ['generic tests', 'singular tests', 'store-failures writes tables', 'results match their schema'],
  seed: [
    'CSVs land in the right schema',
    'column types inferred',
    'full-refresh',
    'large files (100,000 rows and more) are chunked',
  ],
  snapshot: [
    'timestamp strategy',
    'check strategy',
    'SCD type 2 columns',
    'invalidated and hard-deleted records',
  ],
  clone: ['clones from the state manifest', 'select', 'zero-copy where supported (Postgres: pointer views)'],
  show: ['right rows', 'limit', 'table, json, csv', 'nothing materialised'],
  list: ['all resource types', 'select', 'filter by type', 'name, path, json, selector output'],
  parse: ['valid manifest', 'manifest written', 'parse errors reported', 'time on a large project'],
  init: [
    'project structure',
    'starter files',
    'no profile questions with --skip-profile-setup; and the questions themselves, answered through a terminal',
  ],
  deps: ['installs from packages.yml', 'version conflicts', 'upgrade', 'package-lock.yml'],
  clean: ['target/', 'dbt_packages/', 'logs/'],
  debug: [
    'version',
    'Python version',
    'connection status',
    'connection test, on a live and on a dead database',
  ],
  sync: ['exists in DVT and not in dbt: its help, its exit codes, its files'],
  'docs-generate': ['catalog.json', 'manifest.json', 'no-compile'],
  'docs-serve': ['server answers', 'port', 'browser opens'],
  'source-freshness': ['queries sources', 'pass, warn and error against the configuration', 'artifact'],
  'run-operation': ['runs the macro', 'YAML args', 'output'],
  retry: ['reads run_results', 'only failed nodes', 'and those downstream of them'],
};

/** Text by requirement id (`RUN-2`, `RUN-EXIT`), in the order of the commands, the numbered ones first. */
export const requirements: Readonly<Record<string, string>> = Object.fromEntries(
  commandNames.flatMap((command) => {
    const { prefix } = commands[command];
    return [
      ...numbered[command].map((text, index) => [`${prefix}-${index + 1}`, text] as const),
      ...Object.entries(general).map(([key, text]) => [`${prefix}-${key}`, text] as const),
    ];
  }),
);
