/** `run.json`: what a run leaves so that its reports can be written again, and merged with those of other parts. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../config/problem.ts';
import { validJson } from '../../config/valid-json.ts';
import { withoutPrivate } from '../private.ts';
import type { RunData } from '../run.ts';
import { jsonText } from './json-text.ts';
import { runSchema } from './run-schema.ts';

/** Its name in the run's folder. */
export const runFile = 'run.json';

/** Writes it without what is private: reports are made of what is read back, so every machine makes the same. */
export async function keepRun(folder: string, data: RunData): Promise<void> {
  const options = data.options.map(({ command, options }) => ({
    command,
    // The rest of a test says how to generate the cases, which are in the run.
    options: options.map(({ name, option, test: { values }, own }) => ({
      name,
      option,
      test: { ...(values && { values }) },
      own,
    })),
  }));
  await writeFile(path.join(folder, runFile), `${withoutPrivate(jsonText({ ...data, options }))}\n`);
}

/** @throws Problem (usage) when the folder has none, or what it has is not valid. */
export async function readRun(folder: string): Promise<RunData> {
  const file = path.join(folder, runFile);
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw refuse(folder, error.message);
  });
  return validJson(text, runSchema, (why) =>
    refuse(folder, `It is damaged, or was written by another version of dvt-compat.\n${beginningOf(why)}`),
  );
}

/** Lines of what is wrong with a file: in one of another version it may be every difference. */
const maxLines = 8;

function beginningOf(why: string): string {
  const lines = why.split('\n');
  const rest = lines.length - maxLines;
  return [...lines.slice(0, maxLines), ...(rest > 0 ? [`… and ${rest} more lines`] : [])].join('\n');
}

const refuse = (folder: string, why: string) =>
  new Problem(
    'usage',
    `The ${runFile} of ${path.relative(process.cwd(), folder) || '.'} cannot be read`,
    why,
    'Run the engines again with this version: reports are only written again by the version that ran them.',
  );
