import type { Impact } from '../../config/impact.ts';
import type { FileChange } from '../../observe/observation.ts';
import { type Both, kind } from '../facet.ts';
import { generalFile } from '../paths.ts';
import { quoted } from '../wording.ts';

/** A file or folder that is there after the step. */
type There = Pick<FileChange, 'kind' | 'change'>;

/** The side without it shows what it removed in this step, or nothing. */
type Missing = { readonly reference: There; readonly candidate?: There };
type Added = { readonly reference?: There; readonly candidate: There };

export const kinds = {
  'file-missing': kind<Missing>({
    about:
      'A file or folder that the reference leaves is missing. A missing folder is one difference for all its content. If the candidate deletes it, the candidate’s side says `removed`, and the impact is outcome. Artifacts, the documentation page and lock files are contract, rendered SQL is console, logs and caches are internals.',
    impact: ({ path, candidate }) => (candidate ? 'outcome' : impactOfFile(path)),
    title: ({ path, reference, candidate }) => {
      if (candidate) return `deletes ${inWords(path)}`;
      const what = `${reference.kind === 'file' ? '' : `the ${reference.kind} `}${inWords(path)}`;
      return reference.change === 'kept' ? `still lacks ${what}` : `does not write ${what}`;
    },
    fix: ({ path, reference, candidate }) =>
      candidate
        ? `Leave ${inWords(path)} in place: the reference does not delete it.`
        : `Write the ${reference.kind} ${inWords(path)}, as the reference does${earlier(reference)}.`,
    subject: ({ path }) => generalFile(path),
  }),
  'file-added': kind<Added>({
    about:
      'A file or folder that only the candidate leaves, in the project or in the user’s home. If the reference deletes it, the reference’s side says `removed`.',
    impact: ({ path, reference }) => (reference ? 'outcome' : lower(impactOfFile(path))),
    title: ({ path, reference, candidate }) => {
      if (reference) return `does not delete ${inWords(path)}`;
      return candidate.change === 'kept'
        ? `still has the extra ${candidate.kind} ${inWords(path)}`
        : `writes an extra ${candidate.kind}: ${inWords(path)}`;
    },
    fix: ({ path, reference, candidate }) =>
      reference
        ? `Delete ${inWords(path)}, as the reference does.`
        : `Do not write the ${candidate.kind} ${inWords(path)}${earlier(candidate)}: the reference does not.`,
    subject: ({ path }) => generalFile(path),
  }),
  'file-stale': kind<Both<FileChange['change']>>({
    about:
      'Both sides have the file, but only one wrote it in this step. Programs that read it get outdated content.',
    impact: ({ path }) => impactOfFile(path),
    title: ({ path, candidate }) =>
      candidate === 'kept'
        ? `does not rewrite ${inWords(path)}`
        : `rewrites ${inWords(path)}, which the reference leaves alone`,
    fix: ({ path, candidate }) =>
      candidate === 'kept'
        ? `Rewrite ${inWords(path)} in this step, as the reference does.`
        : `Leave ${inWords(path)} as it was: the reference does not write it in this step.`,
    subject: ({ path }) => generalFile(path),
  }),
  'file-changed': kind<Both<string | null>>({
    about:
      'A small text file that no other facet covers has different content, or one side has a folder or a link instead of the file.',
    impact: ({ path }) => {
      const impact = impactOfFile(path);
      return impact === 'outcome' ? 'contract' : impact;
    },
    title: ({ path }) => `writes ${inWords(path)} with different content`,
    fix: ({ path, reference, candidate }) =>
      `Write ${inWords(path)} as the reference does: ${difference(reference, candidate)}.`,
    subject: ({ path }) => generalFile(path),
  }),
};

/** People see an extra file; a program that reads what the reference writes does not look for it. */
const lower = (impact: ReturnType<typeof impactOfFile>) => (impact === 'internals' ? impact : 'console');

const earlier = ({ change }: There) => (change === 'kept' ? ' in an earlier step' : '');

/** A path as the user knows it: within the project, or from home on; of SQL under `target` its folder and file. */
const inWords = (path: string) =>
  path
    .replace(/^project\//, '')
    .replace(/^home\//, '~/')
    .replace(/^(target[^/]*\/(?:compiled|run))\/.*\/([^/]+)$/, '$1/…/$2');

/** The first line in which two texts differ. */
function difference(reference: string | null, candidate: string | null): string {
  const [r, c] = [reference, candidate].map((text) => (text ?? '').split('\n')) as [string[], string[]];
  const at = r.findIndex((line, n) => line !== c[n]);
  if (at < 0) return `without what follows ${quoted(r.at(-1) ?? '')}`;
  return `line ${at + 1} is ${quoted(r[at] ?? '')} there and ${quoted(c[at] ?? '')} here`;
}

/** Who notices that a file or folder is missing, old or different, by what it is. The first match counts. */
const byPath: readonly (readonly [RegExp, Impact])[] = [
  // Logs, and what engines keep for themselves.
  [/^project\/logs(\/|$)|\/\.cache(\/|$)|\.(log|msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$/, 'internals'],
  [/\/\.user\.yml$|\/perf_info\.json$|\/graph_summary\.json$|^home\/\.cache/, 'internals'],
  // SQL as rendered: people read it to see what was run.
  [/^project\/target[^/]*\/(compiled|run)(\/|$)/, 'console'],
  // Artifacts, the page of documentation, lock files.
  [/^project\/target[^/]*(\/|$)/, 'contract'],
  [/\.(json|lock)$|\/package-lock\.yml$/, 'contract'],
  // A project, a profile, installed packages: what the command was for.
  [/^(project|home\/\.(dbt|dvt))\//, 'outcome'],
];

export const impactOfFile = (path: string): Impact =>
  byPath.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';
