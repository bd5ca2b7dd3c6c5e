/** Names the places in the candidate's code that a cause may come from, from the evidence of its facts. */
import type { Suspect } from '../diagnose/finding.ts';
import { isIn } from './changed.ts';
import type { Changed, Code } from './code-index.ts';
import { takenIn } from './dispatch.ts';
import type { Fact } from './evidence.ts';
import { foundTexts } from './texts.ts';
import { framesOf } from './traced.ts';

/** What speaks for a module. */
export interface Clue {
  /** Index in the files of the candidate. */
  readonly file: number;
  readonly line: number;
  readonly why: string;
  /** 0 to 1: how much it says by itself. */
  readonly weight: number;
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
/** What speaks for a module whose functions are all as in the reference, where both can be compared. */
const unchanged = 0.3;

/** Suspects of a cause, the likeliest first; none where nothing useful is known. */
export function suspectsOf({ facts, commands, index }: Question): readonly Suspect[] {
  const clues = [
    ...traced(facts, index),
    ...foundTexts(facts, index),
    ...takenIn(commands, index),
    ...fewChanged(index),
  ];
  const suspects = [...Map.groupBy(clues, ({ file }) => file).values()].map((group) => suspectOf(group, index));
  return suspects
    .filter(({ score }) => score >= useful)
    .sort((one, other) => other.score - one.score || (one.file < other.file ? -1 : 1))
    .slice(0, most);
}

function traced(facts: readonly Fact[], { candidate }: Code): readonly Clue[] {
  return framesOf(facts).flatMap(({ file, line, name }, depth): readonly Clue[] => {
    const found = candidate.files.indexOf(file);
    const where = name && !name.startsWith('<') ? `, in ${name}` : '';
    const why = `is in the traceback that only the candidate prints${where}`;
    return found < 0 ? [] : [{ file: found, line, why, weight: Math.max(0.5, 0.9 - depth / 10) }];
  });
}

/** Where only few functions differ, each is a suspect of everything. */
const fewChanged = ({ changed, differing }: Code): readonly Clue[] =>
  differing === 0 || differing > changed.length
    ? []
    : changed.map(({ file, line, name }) => ({
        file,
        line,
        why: `its function ${name} is not the reference's`,
        weight: Math.min(0.6, 1.5 / differing),
      }));

/** All clues of a module together. Each adds to the score what the stronger ones leave open. */
function suspectOf(group: readonly Clue[], index: Code): Suspect {
  const [lead, ...others] = group.toSorted((one, other) => other.weight - one.weight) as [Clue, ...Clue[]];
  const changed = changedAt(lead, index);
  const open = [lead, ...others].reduce((rest, { weight }) => rest * (1 - weight), 1);
  const score = (1 - open) * (comparable(index) && !changesIn(lead.file, index) ? unchanged : 1);
  const [second] = others.filter(({ why }) => why !== lead.why);
  const more = second ? `, and ${second.why}` : '';
  const differs = changed && !lead.why.includes(changed.name) ? ` (in ${changed.name}, which is not the reference's)` : '';
  return {
    file: index.candidate.files[lead.file] ?? '',
    line: lead.line || (changed?.line ?? 0),
    why: `${lead.why}${differs}${more}`,
    score: Math.round(score * 100) / 100,
  };
}

const comparable = ({ differing }: Code) => differing > 0;

const changesIn = (file: number, { changed, candidate, reference }: Code): boolean =>
  changed.some((each) => each.file === file) ||
  // Only what contains evidence is kept of many functions; a module of the candidate's own cannot be compared.
  !reference.files.includes(candidate.files[file] ?? '');

const changedAt = (place: Clue, { changed }: Code): Changed | undefined =>
  changed.find((each) => isIn(each, place));
