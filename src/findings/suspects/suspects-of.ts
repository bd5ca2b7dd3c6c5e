/** Names the places in the candidate's code that a cause may come from, from the evidence of its facts. */
import { isIn, smallest } from './changed.ts';
import type { Changed, Code } from './code-index.ts';
import { takenIn } from './dispatch.ts';
import type { Clue, Fact } from './evidence.ts';
import { renamedIn } from './renamed.ts';
import { foundTexts } from './texts.ts';
import { tracedIn } from './traced.ts';

export interface Suspect {
  /** A file of the candidate, relative to its package or checkout. */
  readonly file: string;
  /** 1-based line, 0 where only the file is known. */
  readonly line: number;
  /** The evidence, in a sentence without its subject: `contains the text "Building catalog", which only …`. */
  readonly why: string;
  /** 0 to 1. */
  readonly score: number;
}

export interface Question {
  readonly facts: readonly Fact[];
  /** Commands whose steps show it: `docs-generate`. */
  readonly commands: readonly string[];
  readonly index: Code;
}

/** Below this a suspect is a guess. */
export const useful = 0.25;
/** More suspects than these are not read. */
const most = 5;
/** How much less speaks for a module that is as in the reference, where both can be compared. */
const unchanged = 0.3;

/** Modules that only word what others log: dbt's event types. How much less speaks for them. */
const messages = /\/events\/\w*types\.py$/;
const worded = 0.5;

/** Suspects of a cause, the likeliest first; none where nothing useful is known. */
export function suspectsOf({ facts, commands, index }: Question): readonly Suspect[] {
  const clues = [
    ...tracedIn(facts, index),
    ...foundTexts(facts, index),
    ...renamedIn(facts, index),
    ...takenIn(commands, index),
    ...fewChanged(index),
  ];
  const suspects = [...Map.groupBy(clues, ({ file }) => file).values()].map((group) =>
    suspectOf(group, index),
  );
  return suspects
    .filter(({ score }) => score >= useful)
    .sort((a, b) => b.score - a.score || (a.file < b.file ? -1 : 1))
    .slice(0, most);
}

/** Where only few functions differ, each is a suspect of everything. */
const fewChanged = ({ changed, differing, candidate }: Code): readonly Clue[] =>
  differing === 0 || differing > changed.length
    ? []
    : changed.map(({ file, line, name }) => ({
        file: candidate.files[file] ?? '',
        line,
        why: `its ${name} differs from the reference's`,
        weight: Math.min(0.6, 1.5 / differing),
      }));

/** All clues of a module together. Each adds to the score what the stronger clues leave open. */
function suspectOf(group: readonly Clue[], index: Code): Suspect {
  const [lead, ...others] = group.toSorted((a, b) => b.weight - a.weight) as [Clue, ...Clue[]];
  const open = group.reduce((rest, { weight }) => rest * (1 - weight), 1);
  const file = index.candidate.files.indexOf(lead.file);
  const same = index.differing > 0 && file >= 0 && !index.changedFiles.includes(file);
  const changed = changedAt({ file, line: lead.line }, index);
  const second = others.find(({ why }) => why !== lead.why);
  return {
    file: lead.file,
    line: lead.line,
    why: [
      lead.why,
      ...(changed && !lead.why.includes(changed.name)
        ? [`its ${shown(changed)} differs from the reference's`]
        : []),
      ...(second ? [second.why] : []),
    ].join('; '),
    score:
      Math.round(
        (1 - open) *
          (same && !lead.named ? unchanged : 1) *
          (messages.test(lead.file) && !changed ? worded : 1) *
          100,
      ) / 100,
  };
}

const shown = ({ name }: Changed) => (name === '<module>' ? 'top level' : name);

/** The definition that differs from the reference's at a place. */
export const changedAt = (place: { readonly file: number; readonly line: number }, { changed }: Code) =>
  smallest(changed.filter((each) => isIn(each, place)));
