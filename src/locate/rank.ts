/** Ranks functions by how well their execution agrees with a cause. */

/** A function that was executed in at least one case. */
export interface Executed {
  /** Relative to where packages are imported from. */
  readonly file: string;
  /** Qualified name. */
  readonly name: string;
  readonly line: number;
  readonly end: number;
  /** By the id of a case, the lines that were executed there. */
  readonly executed: Readonly<Record<string, readonly number[]>>;
}

export interface Ranked {
  readonly file: string;
  readonly name: string;
  /** First line of the function, or the line that agrees better with the cause than the function as a whole. */
  readonly line: number;
  /** What is executed: the function, or the line. */
  readonly what: 'function' | 'line';
  /** 0 to 1: Ochiai coefficient of "it is executed in the case" and "the case shows the cause". */
  readonly score: number;
  /** In how many cases that show the cause it is executed, and in how many others. */
  readonly showing: number;
  readonly others: number;
  /** The file is a suspect of the cause. */
  readonly suspect: boolean;
  /** The file is not as in the reference. */
  readonly changed: boolean;
}

export interface Question {
  readonly functions: readonly Executed[];
  /** Ids of the cases that show the cause, and of those that do not. */
  readonly showing: readonly string[];
  readonly others: readonly string[];
  /** Files that are suspects already. */
  readonly suspects: readonly string[];
  /** Files that are not as in the reference; empty if that is not known. */
  readonly changed: readonly string[];
}

/** Below this a function says nothing about a cause. */
export const useful = 0.7;

/** The functions that agree with a cause, the best first. */
export function rankFunctions(question: Question): readonly Ranked[] {
  const { functions, showing, others, suspects, changed } = question;
  // What every case executes has this score.
  const common = ochiai(showing.length, others.length, showing.length);
  const ranked = functions.map((each) => {
    const counts = (holds: (lines: readonly number[]) => boolean) => {
      const inCase = (id: string) => holds(each.executed[id] ?? []);
      const [x, y] = [showing.filter(inCase).length, others.filter(inCase).length];
      return { showing: x, others: y, score: ochiai(x, y, showing.length) };
    };
    const whole = { ...counts((lines) => lines.length > 0), line: each.line, what: 'function' as const };
    const lines = [...new Set(Object.values(each.executed).flat())].toSorted((a, b) => a - b);
    const parts = lines.map((line) => ({
      ...counts((each) => each.includes(line)),
      line,
      what: 'line' as const,
    }));
    const best = [whole, ...parts].reduce((a, b) => (b.score > a.score ? b : a));
    const { file, name } = each;
    const about = { suspect: suspects.includes(file), changed: changed.includes(file) };
    return { ...{ file, name, ...best, ...about }, size: each.end - each.line };
  });
  return ranked
    .filter(({ score }) => score >= useful && score > common)
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        Number(b.suspect) - Number(a.suspect) ||
        Number(b.changed) - Number(a.changed) ||
        Number(b.what === 'function') - Number(a.what === 'function') ||
        a.size - b.size ||
        (`${a.file} ${a.name}` < `${b.file} ${b.name}` ? -1 : 1),
    )
    .map(({ size: _, ...rest }) => rest);
}

/** With more functions that agree equally well, nothing is known. */
const mostEqual = 20;

/** How many functions agree as well with the cause as the first one. */
export const equalToFirst = (ranked: readonly Ranked[]): number =>
  ranked.filter((each) =>
    (['score', 'suspect', 'changed'] as const).every((key) => each[key] === ranked[0]?.[key]),
  ).length;

/** Whether the first functions say where to look. */
export const isKnown = (ranked: readonly Ranked[]): boolean =>
  ranked.length > 0 && equalToFirst(ranked) <= mostEqual;

const ochiai = (showing: number, others: number, all: number): number =>
  showing === 0 ? 0 : showing / Math.sqrt(all * (showing + others));
