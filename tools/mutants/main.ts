/** Program: `npm run mutants`. Injects faults into the reference, one at a time, and reports which are detected. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { loadSuites } from '../../src/cases/suites.ts';
import { stopOnSignals, tellFailure } from '../../src/cli/ending.ts';
import { withSession } from '../../src/cli/with-session.ts';
import { workersFor } from '../../src/compare/queue.ts';
import { readConfig } from '../../src/config/config.ts';
import { Problem } from '../../src/config/problem.ts';
import { isDetected, renderDocument } from './document.ts';
import { type Found, findMutants } from './find.ts';
import { type Mutant, readMutants } from './mutant.ts';
import { causesFile, recordFile, renderRecord, renderRecordedRun } from './record.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Options {
  readonly workers?: string;
  readonly keep?: boolean;
}

const program = new Command('mutants')
  .description('inject faults into the reference and check that the suites detect them')
  .argument('[names...]', 'mutants or facets to test (default: all)')
  .option('--workers <n>', 'mutants to test in parallel')
  .option(
    '--keep',
    `write the results to docs/mutants.md and the differences to ${recordFile} and ${causesFile}`,
  )
  .exitOverride()
  .showHelpAfterError('(see --help)')
  .action(mutants);

async function mutants(names: readonly string[], { workers, keep }: Options): Promise<void> {
  if (keep && names.length > 0)
    throw new Problem(
      'usage',
      '--keep cannot be combined with names',
      'docs/mutants.md lists the results of all mutants.',
      'Remove --keep or the names.',
    );
  const chosen = choose(await readMutants(path.join(root, 'fixtures/mutants')), names);
  const cases = (await loadSuites(root)).flatMap((suite) => suite.cases);
  const config = await readConfig([root]);
  const out = await mkdtemp(path.join(os.tmpdir(), 'dvt-compat-mutants-'));
  const options = { candidate: config.reference, out };
  const found = await withSession(
    root,
    config,
    options,
    stopOnSignals().signal,
    async (session, progress) => {
      let done = 0;
      return findMutants({
        ...{ session, mutants: chosen, cases },
        workers: workers ? Number(workers) : workersFor(config.workers, os.availableParallelism()),
        onEnd: (ended) => progress.say(`${++done} of ${chosen.length}  ${lineOf(ended)}`),
      });
    },
  ).finally(() => rm(out, { recursive: true, force: true }));
  const missed = found.filter((result) => !isDetected(result));
  if (keep) {
    await writeFile(path.join(root, 'docs/mutants.md'), renderDocument(found));
    await writeFile(path.join(root, recordFile), renderRecord(found));
    await writeFile(path.join(root, causesFile), renderRecordedRun(found));
  }
  for (const result of missed) process.stdout.write(`${lineOf(result)}\n`);
  process.stdout.write(`${found.length} mutants, ${found.length - missed.length} detected\n`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}

const lineOf = (found: Found) => {
  const { mutant, finding, verdict } = found;
  return `${isDetected(found) ? '✔' : '✖'} ${mutant.facet} ${mutant.id} (${mutant.case}): ${finding ?? `not detected, ${verdict}`}`;
};

function choose(all: readonly Mutant[], names: readonly string[]): readonly Mutant[] {
  const unknown = names.find((name) => !all.some(({ id, facet }) => id === name || facet === name));
  if (unknown !== undefined)
    throw new Problem(
      'usage',
      `Unknown mutant: ${unknown}`,
      'It is neither a mutant nor a facet with mutants.',
      'See fixtures/mutants for all mutants.',
    );
  return names.length === 0
    ? all
    : all.filter(({ id, facet }) => names.includes(id) || names.includes(facet));
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tellFailure(error);
}
