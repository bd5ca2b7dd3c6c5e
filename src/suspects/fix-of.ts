/** What a maintainer would change about a cause, as far as the code of both engines tells. */
import type { Code } from './code-index.ts';
import type { Fact } from './evidence.ts';
import { changedAt, type Suspect } from './suspects-of.ts';

export interface Fix {
  /** One sentence. */
  readonly text: string;
  /** Source that belongs to it: a unified diff, or the reference's definition of an option. */
  readonly source?: { readonly language: 'diff' | 'python'; readonly text: string };
}

/** Below this the suspect is not sure enough to show a patch of it. */
const sure = 0.5;
/** A second suspect as likely as the first one means that no single function explains the cause. */
const ahead = 0.05;

/** @param sentence what the facts of the cause say, where the code says nothing more. */
export function fixOf({
  facts,
  index,
  suspects,
  sentence,
}: {
  readonly facts: readonly Fact[];
  readonly index: Code;
  readonly suspects: readonly Suspect[];
  readonly sentence: string;
}): Fix {
  const options = [...new Set(facts.flatMap(({ kind, path }) => (kind === 'option-missing' ? [path] : [])))];
  const defined = options.flatMap((option) => index.options[option] ?? []);
  if (defined.length > 0)
    return {
      text: `Define ${options.join(', ')} as the reference does.`,
      source: { language: 'python', text: [...new Set(defined)].slice(0, 3).join('\n\n') },
    };
  const explained = explainedBy(suspects, index);
  if (!explained) return { text: sentence };
  const { file, changed, patch } = explained;
  const where = changed.name === '<module>' ? `The top level of ${file}` : `${changed.name} in ${file}`;
  return {
    text: `${where} differs from the reference's version; this is the difference between the two.`,
    source: { language: 'diff', text: patch },
  };
}

/** The definition that explains a cause alone, where there is a patch of it. */
function explainedBy([first, second]: readonly Suspect[], index: Code) {
  if (!first || first.score < sure || first.score - (second?.score ?? 0) < ahead) return undefined;
  const changed = changedAt({ file: index.candidate.files.indexOf(first.file), line: first.line }, index);
  return changed?.patch ? { file: first.file, changed, patch: changed.patch } : undefined;
}
