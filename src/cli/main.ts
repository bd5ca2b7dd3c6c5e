/** `dvt-compat`: the verbs and their options. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { versionOf } from '../layout.ts';
import type { Shard } from '../plan/shard.ts';
import { stopOnSignals, tellFailure } from './ending.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const failOn = new Option(
  '--fail-on <what>',
  'exit 1 for any unexpected difference that reaches fail_on, or only for what is new since --against',
)
  .choices(['any', 'new'])
  .default('any');

const program = new Command('dvt-compat')
  .description(
    'Where does the candidate engine behave differently from the reference, does it matter, and why?',
  )
  .version(versionOf(root))
  .exitOverride()
  .showHelpAfterError('(--help shows what there is)');

const pair = (verb: Command) =>
  verb
    .option(
      '--reference <spec>',
      'engine to compare with: a name of compat.config.yaml, dbt-core==1.12.6, path:…, git+…, exe:…',
    )
    .option('--candidate <spec>', 'engine under test, in the same forms')
    .option('--database <where>', 'auto, testcontainers, embedded, or a postgresql:// URL')
    .option('--cold', 'load the engine anew for each step instead of forking one that is loaded');

pair(
  program.command('run').argument('[commands...]', 'dbt commands whose suites run; all when none is named'),
)
  .description('compare two engines')
  .addOption(new Option('--tier <tier>', 'how much').choices(['smoke', 'standard', 'full']))
  .option('--case <glob>', 'only cases whose id matches, of any tier: run/select-*')
  .option('--workers <n>', 'cases at once', positive)
  .option('--shard <i/n>', 'only the i-th of n parts of the cases, so that machines share a run', shard)
  .option('--against <run>', 'say what changed since that run: its folder, its id, or latest')
  .addOption(failOn)
  .option(
    '--repeat <n>',
    'runs of a case that differs, at least 2: from the second on both engines start cold',
    atLeastTwo,
    2,
  )
  .option(
    '--check-cold <n>',
    'cases without a new difference that are also run cold, or all (default: one in a hundred)',
    countOrAll,
  )
  .option('--seed <text>', 'what chooses the cases of --check-cold (default: the id of the run)')
  .option('--update-expectations', 'register what no expectation covers, for a person to say why (not in CI)')
  .option('--no-cache', 'run the reference also where an earlier run shows what it does')
  .option('--out <dir>', 'folder for reports and evidence (default: reports/<run>)', absolute)
  .option('--json', 'print report.json on stdout and nothing else')
  .action(async (commands: string[], options) => {
    const { run } = await import('./run.ts');
    process.exitCode = await run(root, { ...options, commands }, stopOnSignals());
  });

program
  .command('job')
  .argument('<file>', 'JSON payload of the job; - reads standard input (docs/jobs.md)')
  .description('run one comparison described by a JSON payload, and print where its report.json is')
  .option('--json', 'print report.json itself')
  .action(async (file: string, options) => {
    const { job } = await import('./job.ts');
    process.exitCode = await job(root, file, options, stopOnSignals());
  });

pair(program.command('repro').argument('<case>', 'id of a case: run/all; or a folder that minimise wrote'))
  .description('run one case again and show both sides and what differs')
  .option('--keep', 'keep both twins to look at')
  .addOption(
    new Option('--script <file>', 'run nothing: write a shell script that needs only uv and a Postgres URL')
      .argParser(absolute)
      .conflicts(['keep', 'json', 'out', 'cold', 'database']),
  )
  .option('--out <dir>', 'folder for evidence and twins (default: reports/<run>)', absolute)
  .option('--json', 'print the case with its differences as JSON and nothing else')
  .action(async (id: string, options) => {
    const { repro } = await import('./repro.ts');
    process.exitCode = await repro(root, id, options, stopOnSignals().signal);
  });

pair(program.command('minimise').argument('<case>', 'id of a case: run/all'))
  .description('shrink project, data and options of a case as long as a finding of it stays')
  .option('--fingerprint <fingerprint>', 'what has to stay (default: the finding with the highest impact)')
  .option('--trials <n>', 'how many variants are run at most', positive, 60)
  .option('--out <dir>', 'folder for the result (default: reports/<run>)', absolute)
  .option('--json', 'print what was removed as JSON and nothing else')
  .action(async (id: string, options) => {
    const { minimise } = await import('./minimise.ts');
    process.exitCode = await minimise(root, id, options, stopOnSignals().signal);
  });

program
  .command('cases')
  .argument('[commands...]', 'only these suites')
  .description('list cases, the promises they prove, and the options they try')
  .option('--reference <spec>', 'engine whose options are tried')
  .option('--json', 'as JSON')
  .action(async (commands: string[], options) => {
    const { cases } = await import('./cases.ts');
    await cases(root, commands, options, stopOnSignals().signal);
  });

program
  .command('report')
  .argument('<run...>', 'a finished run: its folder, its id, or latest')
  .description('write the reports of a run again, or those of its parts as of one run')
  .option('--merge', 'put the parts of run --shard together')
  .option('--out <dir>', 'folder for the merged run (default: reports/<run>)', absolute)
  .option('--against <run>', 'say what changed since that run')
  .addOption(failOn)
  .option('--json', 'print report.json on stdout and nothing else')
  .action(async (runs: string[], options) => {
    const { report } = await import('./report.ts');
    process.exitCode = await report(runs, options);
  });

program
  .command('audit')
  .argument(
    '[run]',
    'a finished run: its folder, its id, or latest (default: the last whole one in reports/)',
  )
  .description('say what about the suite is to be mended: expectations, promises without a case, options')
  .option('--reference <spec>', 'engine whose options are to be tried')
  .option('--issues <dir>', 'write a file for each thing to mend into this folder', absolute)
  .option('--json', 'as JSON')
  .action(async (run: string | undefined, options) => {
    const { audit } = await import('./audit.ts');
    process.exitCode = await audit(root, run, options, stopOnSignals().signal);
  });

const engines = program
  .command('engines')
  .description('list the engines in the cache, add, lock or prune some');

engines
  .command('list', { isDefault: true })
  .description('what is installed')
  .option('--json', 'as JSON')
  .action(async (options) => (await import('./engines.ts')).list(options));

engines
  .command('add')
  .argument('<spec>', 'a name of compat.config.yaml or a spec')
  .description('install an engine now')
  .action(async (spec: string) => (await import('./engines.ts')).add(root, spec, stopOnSignals().signal));

engines
  .command('lock')
  .argument('<spec>', 'a name of compat.config.yaml or a spec')
  .description('print the versions of everything an engine is installed with')
  .action(async (spec: string) => (await import('./engines.ts')).lock(root, spec, stopOnSignals().signal));

engines
  .command('prune')
  .description('remove engines that nobody used for a month')
  .option('--all', 'remove all engines')
  .action(async (options) => (await import('./engines.ts')).prune(options));

program
  .command('doctor')
  .description('say what is needed, what was found, and what to do about the rest')
  .option('--json', 'as JSON')
  .action(async (options) => {
    const { doctor } = await import('./doctor.ts');
    process.exitCode = await doctor(root, options);
  });

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError(`${text} is not a positive whole number.`);
}

function atLeastTwo(text: string): number {
  const value = positive(text);
  if (value > 1) return value;
  throw new InvalidArgumentError(
    'It must be at least 2: no difference is reported unless a cold run shows it too.',
  );
}

function countOrAll(text: string): number | 'all' {
  return text === 'all' ? text : text === '0' ? 0 : positive(text);
}

function shard(text: string): Shard {
  const [, index, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  if (Number(index) <= Number(of)) return { index: Number(index), of: Number(of) };
  throw new InvalidArgumentError(`${text} is not a part like 2/4: the second of four.`);
}

function absolute(text: string): string {
  return path.resolve(text);
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
