/** The result of minimising: a folder with the project, the case, and a page that explains it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Case } from '../../src/cases/case.ts';
import type { Cause } from '../../src/findings/cause.ts';
import { code, fence, plain } from '../../src/report/markdown/markdown.ts';
import { withoutPrivate } from '../../src/report/private.ts';
import { commandLine, subject } from '../../src/report/wording.ts';
import type { Minimised } from './minimise.ts';
import { writeProject } from './trial.ts';

const caseFile = 'case.json';
const projectsFolder = 'projects';

/** The engines and the cause a case was minimised for. */
export interface Made {
  readonly reference: string;
  readonly candidate: string;
  readonly finding: Cause;
}

/** Writes the folder; replaces files of the same name. */
export async function writeMinimised(folder: string, result: Minimised, made: Made): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeProject(path.join(folder, projectsFolder), result.variant);
  await writeFile(path.join(folder, caseFile), `${JSON.stringify(result.variant.case, null, 2)}\n`);
  await writeFile(path.join(folder, 'README.md'), withoutPrivate(page(folder, result, made)));
}

/** Reads a minimised case and its folder of projects; undefined if the folder has none. */
export async function readMinimised(
  folder: string,
): Promise<{ readonly case: Case; readonly projects: string } | undefined> {
  const text = await readFile(path.join(folder, caseFile), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return { case: JSON.parse(text) as Case, projects: path.resolve(folder, projectsFolder) };
}

/** `files: 4 of 31 remain` */
export const shrunkLines = ({ shrunk }: Minimised): readonly string[] =>
  shrunk
    .filter(({ before }) => before > 0)
    .map(({ layer, before, after }) => `${layer}: ${after} of ${before} remain`);

/** The command that reproduces it. */
export const againCommand = (folder: string, { reference, candidate }: Made): string =>
  `npm run compat -- ${commandLine(['repro', path.relative(process.cwd(), folder) || '.', '--reference', reference, '--candidate', candidate])}`;

function page(folder: string, result: Minimised, made: Made): string {
  const { variant, trials, bounded } = result;
  const kept = Object.keys(variant.files).map((name) => `- ${code(name)}`);
  return `${[
    `# ${plain(made.finding.title)}`,
    `The smallest form of ${code(variant.case.id)} that still shows ${code(made.finding.fingerprint)}, after ${trials} trials${bounded ? ' (limit reached; it may shrink further)' : ''}.`,
    `**Command**\n\n${fence(commandLine(subject(variant.case)), 'sh')}`,
    `**How to reproduce**\n\n${fence(againCommand(folder, made), 'sh')}`,
    `**What remains**\n\n${shrunkLines(result)
      .map((line) => `- ${line}`)
      .join('\n')}`,
    `**Project files**\n\n${kept.join('\n')}`,
  ].join('\n\n')}\n`;
}
