/** The command `job`: one comparison described by a JSON file. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Problem } from '../config/problem.ts';
import { validJson } from '../config/valid-json.ts';
import type { Run } from '../report/run.ts';
import type { Stop } from './ending.ts';
import { type Job, jobSchema } from './job-schema.ts';
import { printRun } from './output.ts';
import { run } from './run.ts';

/**
 * Runs a job and prints where its report.json is, or the report itself.
 * @param file a JSON file, or `-` for standard input.
 * @returns the exit code of the run.
 */
export async function job(
  root: string,
  file: string,
  { json = false }: { readonly json?: boolean },
  stop: Stop,
): Promise<number> {
  const { out, fail_on: failOn, ...payload } = readJob(file, await readPayload(file));
  const options = { ...payload, failOn, ...(out !== undefined && { out: path.resolve(out) }) };
  return run(root, options, stop, json ? (finished) => printRun(finished, true) : printPath);
}

const printPath = async ({ out }: Run) => {
  process.stdout.write(`${path.join(out, 'report.json')}\n`);
};

/** @throws Problem (usage) with everything that is wrong in a job, and where. */
export const readJob = (file: string, payload: string): Job =>
  validJson(payload, jobSchema, (why) => refuse(file, why));

async function readPayload(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw refuse(file, (error as Error).message);
  }
}

const refuse = (file: string, why: string) =>
  new Problem(
    'usage',
    `${file === '-' ? 'Standard input' : file} is not a valid job`,
    why,
    'See docs/jobs.md for all keys. An empty object, {}, uses the configuration.',
  );
