/** `dvt-compat`: the commands and their options. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../cases/suites.ts';
import { versionOf } from '../config/installation.ts';
import { tiers } from '../config/tiers.ts';
import { enableDebug } from '../process/debug.ts';
import { stopOnSignals, tellFailure } from './ending.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const failOn = new Option(
  '--fail-on <what>',
  'exit 1 for any unexpected difference with at least the impact fail_on (compat.config.yaml), or only for causes that are new since --against',
)
  .choices(['any', 'new'])
  .default('any');

/** Sets the exit code of the process to that of a command. */
const exit = async (code: Promise<number>): Promise<void> => {
  process.exitCode = await code;
};

const program = new Command('dvt-compat')
  .description('Compare two data-transformation engines command by command and report every difference.')
  .version(versionOf(root))
  .exitOverride()
  .showHelpAfterError('(see --help)');

/** Options of commands that run cases. */
const running = (command: Command) =>
  pair(command)
    .option('--verbose', 'log to stderr what is started, waited for, retried and locked, and why')
    .hook('preAction', (chosen) => {
      if (chosen.opts().verbose) enableDebug();
    });

const pair = (command: Command) =>
  command
    .option(
      '--reference <spec>',
      'engine to compare with: a name in compat.config.yaml, dbt-core==1.12.6, path:…, git+…, exe:…',
    )
    .option('--candidate <spec>', 'engine to test, in the same forms')
    .option('--database <where>', 'auto, testcontainers, embedded, or a postgresql:// URL')
    .option('--cold', 'start a new engine process for each step instead of forking a loaded engine');

running(program.command('run').argument('[commands...]', 'dbt commands to compare (default: all)'))
  .description('compare two engines')
  .addOption(new Option('--tier <tier>', 'number of cases').choices([...tiers]))
  .option('--case <glob>', 'only cases with a matching id, from all tiers: run/select-*')
  .option('--workers <n>', 'cases to run in parallel', positive)
  .option(
    '--shard <i/n>',
    'only the i-th of n parts of the cases, to split a run over several machines',
    shard,
  )
  .option('--against <run>', 'report changes since an earlier run: its folder, its id, or latest')
  .addOption(failOn)
  .option(
    '--repeat <n>',
    'how often to run a case that differs, at least 2; both engines start cold from the second run on',
    atLeastTwo,
    2,
  )
  .option(
    '--check-cold <n>',
    'number of cases without new differences to repeat with cold starts, or all (default: 1 in 100)',
    countOrAll,
  )
  .option('--seed <text>', 'random seed for --check-cold (default: the id of the run)')
  .option('--update-expectations', 'add an expectation without a reason for each new cause (not in CI)')
  .option('--no-cache', 'always run the reference; ignore cached results')
  .option('--out <dir>', 'folder for reports and evidence (default: reports/<run>)', absolute)
  .option('--json', 'print only report.json on stdout')
  .action(async (commands: string[], options) =>
    exit((await import('./run.ts')).run(root, { ...options, commands }, stopOnSignals())),
  );

program
  .command('job')
  .argument('<file>', 'JSON file that describes the job, or - for standard input (docs/jobs.md)')
  .description('run a comparison that a JSON file describes and print the path of its report.json')
  .option('--json', 'print report.json itself')
  .action(async (file: string, options) =>
    exit((await import('./job.ts')).job(root, file, options, stopOnSignals())),
  );

running(
  program
    .command('repro')
    .argument('<case>', 'id of a case, such as run/all, or a folder written by minimise'),
)
  .description('run one case again and show both sides and their differences')
  .option('--keep', 'keep the workspaces of both sides')
  .addOption(
    new Option('--script <file>', 'do not run; write a shell script that only needs uv and a Postgres server')
      .argParser(absolute)
      .conflicts(['keep', 'json', 'out', 'cold', 'database']),
  )
  .option('--out <dir>', 'folder for evidence and workspaces (default: reports/<run>)', absolute)
  .option('--json', 'print only the case and its differences, as JSON')
  .action(async (id: string, options) =>
    exit((await import('./repro.ts')).repro(root, id, options, stopOnSignals().signal)),
  );

pair(program.command('minimise').argument('<case>', 'id of a case, such as run/all'))
  .description('reduce project, data and options of a case while a cause still reproduces')
  .option(
    '--fingerprint <fingerprint>',
    'id of the cause to preserve, as in report.json (default: the cause with the highest impact)',
  )
  .option('--trials <n>', 'maximum number of variants to run', positive, 60)
  .option('--out <dir>', 'folder for the result (default: reports/<run>)', absolute)
  .option('--json', 'print only the result, as JSON')
  .action(async (id: string, options) =>
    exit((await import('./minimise.ts')).minimise(root, id, options, stopOnSignals().signal)),
  );

program
  .command('locate')
  .argument('<cause>', 'id of a cause, as in report.json')
  .description(
    'find functions of the candidate that are executed in cases that show a cause, but not in others',
  )
  .option('--run <run>', 'a finished run: its folder, its id, or latest', 'latest')
  .option('--database <where>', 'auto, testcontainers, embedded, or a postgresql:// URL')
  .option('--json', 'print only the result, as JSON')
  .action(async (cause: string, options) =>
    exit((await import('./locate.ts')).locate(root, cause, options, stopOnSignals().signal)),
  );

program
  .command('cases')
  .argument('[commands...]', 'dbt commands (default: all)')
  .description('list cases, and the requirements and options that they cover')
  .option('--reference <spec>', 'engine whose options to cover')
  .option('--json', 'as JSON')
  .action(async (commands: string[], options) =>
    (await import('./cases.ts')).cases(root, commands, options, stopOnSignals().signal),
  );

program
  .command('report')
  .argument('<run...>', 'a finished run: its folder, its id, or latest')
  .description('write the reports of a finished run again, or merge the parts of a run')
  .option('--merge', 'merge the parts of run --shard')
  .option('--out <dir>', 'folder for the merged run (default: reports/<run>)', absolute)
  .option('--against <run>', 'report changes since an earlier run')
  .addOption(failOn)
  .option('--json', 'print only report.json on stdout')
  .action(async (runs: string[], options) => exit((await import('./report.ts')).report(runs, options)));

program
  .command('audit')
  .argument(
    '[run]',
    'a finished run: its folder, its id, or latest (default: the latest complete run in reports/)',
  )
  .description('check for stale expectations and missing coverage')
  .option('--reference <spec>', 'engine whose options to cover')
  .option('--issues <dir>', 'write one file per problem to this folder', absolute)
  .option('--json', 'as JSON')
  .action(async (run: string | undefined, options) =>
    exit((await import('./audit.ts')).audit(root, run, options, stopOnSignals().signal)),
  );

const engines = program.command('engines').description('list, install or remove engines in the cache');

engines
  .command('list', { isDefault: true })
  .description('list installed engines')
  .option('--json', 'as JSON')
  .action(async (options) => (await import('./engines.ts')).list(options));

engines
  .command('add')
  .argument('<spec>', 'a name in compat.config.yaml or a spec')
  .description('install an engine')
  .action(async (spec: string) => (await import('./engines.ts')).add(root, spec, stopOnSignals().signal));

engines
  .command('lock')
  .argument('<spec>', 'a name in compat.config.yaml or a spec')
  .description('print the lock file of an engine, with the versions of all its packages')
  .action(async (spec: string) => (await import('./engines.ts')).lock(root, spec, stopOnSignals().signal));

engines
  .command('prune')
  .description('remove engines that were not used for a month')
  .option('--all', 'remove all engines')
  .action(async (options) => (await import('./engines.ts')).prune(options));

program
  .command('doctor')
  .description('check the requirements of dvt-compat on this machine')
  .option('--json', 'as JSON')
  .action(async (options) => exit((await import('./doctor.ts')).doctor(root, options)));

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError(`${text} is not a positive whole number.`);
}

function atLeastTwo(text: string): number {
  const value = positive(text);
  if (value > 1) return value;
  throw new InvalidArgumentError(
    'It must be at least 2: a difference is only reported if a cold run shows it too.',
  );
}

function countOrAll(text: string): number | 'all' {
  return text === 'all' ? text : text === '0' ? 0 : positive(text);
}

function shard(text: string): Shard {
  const [, index, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  if (Number(index) <= Number(of)) return { index: Number(index), of: Number(of) };
  throw new InvalidArgumentError(`${text} is not a shard. Example: 2/4 for the second of four parts.`);
}

function absolute(text: string): string {
  return path.resolve(text);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
