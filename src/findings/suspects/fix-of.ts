/** What a maintainer would change about a cause, as far as the code of both engines tells. */
import { isIn } from './changed.ts';
import type { Changed, Code } from './code-index.ts';
import { evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';
import { changedAt, type Suspect } from './suspects-of.ts';

export interface Fix {
  /** One sentence. */
  readonly text: string;
  /** Source that belongs to it: a unified diff, or the reference's definition of an option. */
  readonly source?: { readonly language: 'diff' | 'python'; readonly text: string };
}

/** Below this the suspect is not sure enough to show a patch of it. */
const sure = 0.5;
/** A second suspect as likely as the first means that no single function explains the cause. */
const ahead = 0.05;

/** Where this few functions differ in all, one that is a suspect need not show a text. */
const few = 2;

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
  const explained = explainedBy(facts, suspects, index);
  if (!explained) return { text: sentence };
  const { file, changed, patch } = explained;
  return {
    text: `${changed.name} in ${file} differs from the reference's version; this is the difference between the two.`,
    source: { language: 'diff', text: patch },
  };
}

/** The definition that explains a cause alone, where there is a patch of it. */
function explainedBy(facts: readonly Fact[], [first, second]: readonly Suspect[], index: Code) {
  if (!first || first.score < sure || first.score - (second?.score ?? 0) < ahead) return undefined;
  const changed = changedAt({ file: index.candidate.files.indexOf(first.file), line: first.line }, index);
  if (!changed?.patch || (index.differing > few && !shows(changed, facts, index))) return undefined;
  return { file: first.file, changed, patch: changed.patch };
}

/** Whether a line that the patch changes contains a text of the facts: a text around it explains nothing. */
function shows(
  { patch = '', ...range }: Changed,
  facts: readonly Fact[],
  { candidate, reference }: Code,
): boolean {
  const lines = patch.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
  const strings = [
    ...candidate.strings.filter(({ at }) => at.some((place) => isIn(range, place))),
    ...reference.strings.filter(({ at }) => at.some((place) => isIn(range.was, place))),
  ].map(({ text }) => text);
  const texts = facts.flatMap((fact) => evidenceOf(fact).map(({ text }) => text));
  const found = matchStrings(strings, texts).map(({ string }) => strings[string] ?? '');
  return found.some((text) => lines.some((line) => line.includes(text)));
}
