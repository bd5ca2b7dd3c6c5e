/** Writes and reads `run.json`. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../config/problem.ts';
import { validJson } from '../../config/valid-json.ts';
import { withoutPrivate } from '../private.ts';
import { type RunData, runSchema } from '../run.ts';
import { jsonText } from '../visible.ts';
import { firstOf } from '../wording.ts';

/** Its name in the run's folder. */
export const runFile = 'run.json';

/** Writes it without what is private: reports are made of what is read back, so they are the same on every machine. */
export async function keepRun(folder: string, data: RunData): Promise<void> {
  const { reference, candidate, options } = runSchema.shape;
  const kept = {
    ...data,
    reference: reference.parse(data.reference),
    candidate: candidate.parse(data.candidate),
    options: options.parse(data.options),
  };
  await writeFile(path.join(folder, runFile), `${withoutPrivate(jsonText(kept))}\n`);
}

/** In a file of another version, every difference may be wrong. */
const maxLines = 8;

/** @throws Problem (usage) when the folder has none, or what it has is not valid. */
export async function readRun(folder: string): Promise<RunData> {
  const text = await readFile(path.join(folder, runFile), 'utf8').catch((error: Error) => {
    throw refuse(folder, error.message);
  });
  return validJson(text, runSchema, (why) => {
    const lines = firstOf(why.split('\n'), maxLines, (rest) => `… and ${rest} more lines`);
    return refuse(
      folder,
      `It is damaged, or was written by another version of dvt-compat.\n${lines.join('\n')}`,
    );
  });
}

const refuse = (folder: string, why: string) =>
  new Problem(
    'usage',
    `The ${runFile} of ${path.relative(process.cwd(), folder) || '.'} cannot be read`,
    why,
    'Run the engines again with this version: only the version that ran them can write their reports again.',
  );
