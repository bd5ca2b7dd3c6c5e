/** The command `report`: writes the reports of a finished run again, or merges the parts of a run. */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runId } from '../compare/session.ts';
import { Problem } from '../config/problem.ts';
import { reportOn } from '../report/conclude.ts';
import { keepRun, readRun } from '../report/json/run-json.ts';
import { mergeParts } from '../report/merge.ts';
import { exitCode, type FailOn } from '../report/score.ts';
import { earlierOf, finishedRun, pointLatest } from './finished-run.ts';
import { printRun } from './output.ts';

interface ReportOptions {
  readonly merge?: boolean;
  readonly out?: string;
  readonly against?: string;
  readonly failOn: FailOn;
  readonly json?: boolean;
}

/** @returns the exit code of the run. */
export async function report(runs: readonly string[], options: ReportOptions): Promise<number> {
  if (!options.merge && (runs.length > 1 || options.out !== undefined)) throw several(runs);
  const against = await earlierOf(options);
  const folders = await Promise.all(runs.map(finishedRun));
  const out = options.merge ? await merge(runs, folders, options.out) : (folders[0] as string);
  const run = await reportOn(out, against);
  if (options.merge) await pointLatest(out);
  await printRun(run, options.json ?? false);
  return exitCode(run, options.failOn);
}

/** Merges parts in a folder of their own, with their evidence if they have it. */
async function merge(names: readonly string[], folders: readonly string[], to?: string): Promise<string> {
  const parts = await Promise.all(
    folders.map(async (folder, index) => ({ name: names[index] as string, data: await readRun(folder) })),
  );
  const id = runId(new Date());
  const merged = mergeParts(parts, id);
  const out = to ?? path.resolve('reports', id);
  if (folders.includes(out))
    throw new Problem(
      'usage',
      'Invalid folder for the merged run',
      `${path.relative(process.cwd(), out) || '.'} is the folder of a part.`,
      'Name another folder with --out.',
    );
  await mkdir(out, { recursive: true });
  // Parts may come without their evidence; a plain program has no lock.
  for (const folder of folders)
    for (const name of ['raw', 'reference.uv.lock', 'candidate.uv.lock'])
      await cp(path.join(folder, name), path.join(out, name), { recursive: true }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error;
        },
      );
  await keepRun(out, merged);
  return out;
}

const several = (runs: readonly string[]) =>
  new Problem(
    'usage',
    'Several runs and --out require --merge',
    runs.length > 1
      ? `${runs.length} runs are named.`
      : 'The reports of a run are written to its own folder.',
    'Name one run without --out, or all parts of a run with --merge.',
  );
