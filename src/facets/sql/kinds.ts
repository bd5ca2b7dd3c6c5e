import type { Impact } from '../../config/impact.ts';
import { withoutComments } from '../../dbt/sql-comment.ts';
import { type Both, kind } from '../facet.ts';
import { generalFile } from '../paths.ts';
import { quoted } from '../wording.ts';

export const kinds = {
  'sql-changed': kind<Both<string>>({
    about:
      'Compiled or executed SQL differs. Look at the macro, then at its context: `target`, `this`, variables. If only comments and white space differ, it is internals.',
    impact: ({ reference, candidate }): Impact =>
      withoutComments(reference) === withoutComments(candidate) ? 'internals' : 'contract',
    title: ({ path, reference, candidate }) =>
      withoutComments(reference) === withoutComments(candidate)
        ? `${rendersOf(path)} ${nameOf(path)} with different comments or spaces`
        : `${rendersOf(path)} ${nameOf(path)} to different SQL`,
    fix: ({ path, reference, candidate }) => {
      const [r, c] = firstDifference(reference, candidate);
      return `Render ${quoted(r)} instead of ${quoted(c)} for ${nameOf(path)}.`;
    },
    subject: ({ path }) => generalFile(path),
  }),
};

const rendersOf = (path: string) => (path.includes('/compiled/') ? 'compiles' : 'renders');
/** The model, test, seed … by the name of its file. */
const nameOf = (path: string) => /([^/]+?)(?:\.\w+)?$/.exec(path)?.[1] ?? path;

function firstDifference(reference: string, candidate: string): readonly [string, string] {
  const [r, c] = [reference.split('\n'), candidate.split('\n')];
  const at = Math.max(
    0,
    r.findIndex((line, n) => line !== c[n]),
  );
  return [r[at] ?? '', c[at] ?? ''];
}
