/** On outputs of dbt 1.12.6 as they were printed, and of a release of dvt-core that wants a sign-in. */
import { expect, test } from 'vitest';
import { failureLine } from './failure-line.ts';

const red = (text: string) => `\u001b[31m${text}\u001b[0m`;
const at = '\u001b[0m22:47:18  ';

const failedModel = `${at}3 of 10 ERROR creating sql view model dev.stg_payments .......... [${red('ERROR')} in 0.04s]
${at}4 of 10 SKIP relation dev.big_orders .......... [\u001b[33mSKIP\u001b[0m]
${at}
${at}Finished running 2 incremental models, 4 view models in 0 hours 0 minutes and 0.40 seconds (0.40s).
${at}
${at}${red('Completed with 1 error, 0 partial successes, and 0 warnings:')}
${at}
${at}[${red('ERROR')}]: in model stg_payments (models/staging/stg_payments.sql)
${at}  Database Error in model stg_payments (models/staging/stg_payments.sql)
  column "no_such_column" does not exist
  LINE 7:     select no_such_column from "shop"."raw"."...
                     ^
  compiled code at target/run/shop/models/staging/stg_payments.sql
${at}
${at}Done. PASS=3 WARN=0 ERROR=1 SKIP=6 NO-OP=0 REUSED=0 TOTAL=10
`;

const parsingError = `${at}Registered adapter: postgres=1.11.0
${at}[${red('ERROR')}]: Encountered an error:
Parsing Error
  Error reading shop: marts/marts.yml - Runtime Error
    Syntax error near line 3
    ------------------------------
    1  | models:
`;

const missingProfile = `${at}Running with dbt=1.12.6
${at}[${red('ERROR')}]: Encountered an error:
Runtime Error
  Could not find profile named 'bakery'
`;

const nested = `${at}[${red('ERROR')}]: Encountered an error:
Runtime Error
  Compilation Error in model big_orders (models/marts/big_orders.sql)
    No limit is set

    > in macro default (macros/default.sql)
`;

const operation = `${at}Found 12 models, 14 data tests, 3 seeds
${at}[${red('ERROR')}]: Encountered an error while running operation: Compilation Error in macro gives_up (macros/extra.sql)
  No more

  > in macro gives_up (macros/extra.sql)
`;

const failedTest = `${at}[${red('ERROR')}]: in test unique_stg_orders_id (models/staging/staging.yml)
${at}  Got 1 result, configured to fail if != 0
${at}
${at}  compiled code at target/compiled/shop/models/staging/staging.yml/unique_stg_orders_id.sql
${at}
${at}Done. PASS=2 WARN=0 ERROR=1 SKIP=0 NO-OP=0 REUSED=0 TOTAL=3
${at}[\u001b[33mWARNING\u001b[0m][DeprecationsSummary]: Deprecated functionality
Summary of encountered deprecations:
- ExposureNameDeprecation: 2 occurrences
`;

const usage = `Usage: dbt deps [OPTIONS]
Try 'dbt deps --help' for help.

Error: No such option '--no-such-flag'.
`;

const traceback = `${at}Running with dbt=1.12.6
Enter a name for your project (letters, digits, underscore): ${at}[${red('ERROR')}]: Encountered an error:

${at}Traceback (most recent call last):
  File "/engine/dbt/cli/requires.py", line 198, in wrapper
    result, success = func(*args, **kwargs)
                      ^^^^^^^^^^^^^^^^^^^^^
  File "/engine/click/termui.py", line 245, in prompt_func
    raise
click.exceptions.Abort

`;

const chained = `Traceback (most recent call last):
  File "/engine/a.py", line 1, in a
    import dbt.artifacts.resources.types
KeyError: 'types'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/engine/bin/dbt", line 4, in <module>
    from dbt.cli.main import cli
AttributeError: module 'dbt.artifacts.resources' has no attribute 'types'
`;

const debug = `${at}  Connection test: [${red('ERROR')}]

${at}${red('1 check failed:')}
${at}dbt was unable to connect to the specified database.
The database returned the following error:

  >Database Error
  connection to server at "127.0.0.1", port 1 failed: Connection refused
  	Is the server running on that host and accepting TCP/IP connections?
`;

const noProject = `${at}  dbt_project.yml file [${red('ERROR not found')}]
${at}  Connection test: [\u001b[32mOK connection ok\u001b[0m]

${at}${red('1 check failed:')}
${at}Project loading failed for the following reason:
 project path </shop/dbt_project.yml> not found

`;

const json = [
  { data: {}, info: { level: 'info', msg: 'Finished running 3 view models (0.36s).' } },
  { data: {}, info: { level: 'info', msg: red('Completed with 1 error, 0 partial successes:') } },
  {
    data: {},
    info: {
      level: 'error',
      msg: '  Database Error in model stg_payments (models/staging/stg_payments.sql)\n  column "no_such_column" does not exist\n  LINE 7: …',
    },
  },
  { data: {}, info: { level: 'info', msg: 'Done. PASS=2 WARN=0 ERROR=1 SKIP=0 TOTAL=3' } },
] as const;

const debugFormat = `22:47:18.120000 [info ] [MainThread]: Running with dbt=1.12.6
22:47:18.123456 [error] [MainThread]: Encountered an error:
Runtime Error
  No dbt_project.yml found at expected path /shop/dbt_project.yml
`;

const signIn = `❌ DVT is free for individuals — it just needs you signed in.
   One time:  dvt login   (or hub → Settings → Account → LOG IN)
   Air-gapped server? Enterprise offline activation: https://getdvt.net/enterprise
`;

const lines = (of: readonly object[]) => of.map((one) => `${JSON.stringify(one)}\n`).join('');
const inStaging = 'Database Error in model stg_payments (models/staging/stg_payments.sql)';

test.each([
  ['a database error in a model', failedModel, `${inStaging}: column "no_such_column" does not exist`],
  ['a parsing error', parsingError, 'Parsing Error: Error reading shop: marts/marts.yml - Runtime Error'],
  ['a missing profile', missingProfile, "Runtime Error: Could not find profile named 'bakery'"],
  [
    'an error within another',
    nested,
    'Runtime Error: Compilation Error in model big_orders (models/marts/big_orders.sql): No limit is set',
  ],
  ['a macro', operation, 'Compilation Error in macro gives_up (macros/extra.sql): No more'],
  [
    'a failed test',
    failedTest,
    'in test unique_stg_orders_id (models/staging/staging.yml): Got 1 result, configured to fail if != 0',
  ],
  ['a traceback below an empty message', traceback, 'click.exceptions.Abort'],
  [
    'the last of two tracebacks',
    chained,
    "AttributeError: module 'dbt.artifacts.resources' has no attribute 'types'",
  ],
  [
    'debug without a database',
    debug,
    'Database Error: connection to server at "127.0.0.1", port 1 failed: Connection refused',
  ],
  [
    'debug without a project',
    noProject,
    'Project loading failed for the following reason: project path </shop/dbt_project.yml> not found',
  ],
  ['JSON lines', lines(json), `${inStaging}: column "no_such_column" does not exist`],
  [
    'the debug format',
    debugFormat,
    'Runtime Error: No dbt_project.yml found at expected path /shop/dbt_project.yml',
  ],
  ['a sign-in', signIn, '❌ DVT is free for individuals — it just needs you signed in.'],
  ['no summary', `${at}Completed successfully\n${at}Done. PASS=1 WARN=0 ERROR=0`, 'Completed successfully'],
  [
    'not where the compiled code is',
    `${at}  Got 3 results, configured to warn if != 0\n${at}  compiled code at target/a.sql\n${at}Done. ERROR=0`,
    'Got 3 results, configured to warn if != 0',
  ],
  ['a line of no known kind', `starting\n\n${at}out of paper\n${at}Done.\n\n`, 'out of paper'],
])('finds the line that explains %s', (_, stdout, line) =>
  expect(failureLine({ stdout, stderr: '', events: [] })).toBe(line),
);

test('a usage error is on stderr', () =>
  expect(failureLine({ stdout: '', stderr: usage, events: [] })).toBe(
    "Error: No such option '--no-such-flag'.",
  ));

test('where the console says nothing, the log does', () => {
  expect(failureLine({ stdout: '\n', stderr: '', events: json })).toMatch(
    /^Database Error in model .*exist$/,
  );
  expect(failureLine({ stdout: '\n', stderr: '', events: [] })).toBeUndefined();
});

test('a long line is cut', () => {
  const found = failureLine({ stdout: `Error: ${'x'.repeat(400)}`, stderr: '', events: [] });
  expect(found).toHaveLength(300);
  expect(found?.endsWith('x…')).toBe(true);
});
