/** `run --update-expectations`: writes an expectation for each new cause of a run into a file, for a person to give it a reason. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import { counted } from '../facets/wording.ts';
import { writeAtomically } from '../files/atomic.ts';
import { addProposals } from '../findings/expectations/add-proposals.ts';
import { concerns } from '../findings/expectations/expectation.ts';
import { parseExpectations } from '../findings/expectations/expectation-file.ts';
import { proposeExpectations } from '../findings/expectations/propose.ts';
import { slug } from '../report/markdown/markdown.ts';
import { withoutPrivate } from '../report/private.ts';
import type { Run } from '../report/run.ts';
import { visibleLine } from '../report/visible.ts';

/** @throws Problem (usage) in CI, where there is no person to write the reasons. */
export function refuseInCi(ci = process.env.CI): void {
  if (!ci || ci === 'false') return;
  throw new Problem(
    'usage',
    '--update-expectations is not available in CI',
    'A person has to write the reason of each expectation.',
    'Run it locally, or with CI=false.',
  );
}

/**
 * Adds an entry without a reason for each cause that has differences which no expectation covers.
 * @param folder `suites/expectations`.
 * @returns lines that say what was added, and where.
 */
export async function updateExpectations(folder: string, run: Run): Promise<readonly string[]> {
  const files = await readFiles(folder);
  const taken = new Set(files.flatMap(({ expectations }) => expectations.map(({ id }) => id)));
  const proposals = proposeExpectations(run.results, taken);
  if (proposals.length === 0) return ['No expectations added: no new difference occurred in every run.'];
  const titles = new Map(run.findings.map(({ fingerprint, title }) => [fingerprint, title]));
  const titleOf = (cause: string) => withoutPrivate(visibleLine(titles.get(cause) ?? cause));
  const { name, text } = fileFor(run, files);
  const target = path.join(folder, name);
  const added = addProposals(text, about(run), proposals, titleOf);
  await writeAtomically(target, added);
  const shown = path.relative(process.cwd(), target);
  const lines = added.split('\n');
  return [
    ...proposals.map(({ entry: { id }, cause }) => {
      const line = lines.findIndex((text) => text.trimStart() === `- id: ${id}`) + 1;
      return `${shown}:${line} ${id}: ${titleOf(cause)}`;
    }),
    `${counted(proposals.length, 'expectation')} added. Keep the correct ones and write a reason for each; an empty reason is rejected.`,
  ];
}

interface File extends ReturnType<typeof parseExpectations> {
  readonly name: string;
  readonly text: string;
}

async function readFiles(folder: string): Promise<readonly File[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, text, ...parseExpectations(name, text) };
    }),
  );
}

/** The file about this pair, preferably about no other candidate; a new file if there is none. */
function fileFor(run: Run, files: readonly File[]): Pick<File, 'name' | 'text'> {
  const { spec } = run.candidate;
  const narrowest = files
    .filter((file) => concerns(file, run))
    .toSorted((a, b) => Number(b.candidate === spec) - Number(a.candidate === spec))
    .at(0);
  if (narrowest) return narrowest;
  const [family, release] = [spec.split('==')[0] ?? spec, spec].map((text) => slug(path.basename(text)));
  const names = [family, release, ...files.map((_, n) => `${family}-${n + 2}`)].map((name) => `${name}.yaml`);
  // There are more names than files.
  const name = names.find((each) => !files.some((file) => file.name === each)) as string;
  return { name: name as string, text: '' };
}

const about = ({ candidate, reference }: Run) => ({
  candidate: globOf(candidate.spec),
  reference: globOf(reference.spec),
});

/** Of a path of this machine only the last part, which is the same on other machines. */
function globOf(spec: string): string {
  const [, kind, location] = /^(path|exe):(.+)$/.exec(spec) ?? [];
  return kind === undefined || location === undefined ? spec : `${kind}:*${path.basename(location)}`;
}
