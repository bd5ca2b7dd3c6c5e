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

export interface Ranked extends Omit<Executed, 'executed'> {
  /** 0 to 1: Ochiai coefficient of “the function is executed” and “the case shows the cause”. */
  readonly score: number;
  /** The line of the function with the highest coefficient, where that is higher than that of the function. */
  readonly showing: number;
  readonly others: number;
  /** The file is a suspect of the cause. */
  readonly suspect: boolean;
}

export interface Question {
  readonly functions: readonly Executed[];
  /** Ids of the cases that show the cause, and of those that do not. */
  readonly showing: readonly string[];
  readonly others: readonly string[];
  /** Files that are suspects already. */
  readonly suspects: readonly string[];
}

/** Below this a function says nothing about a cause. */
export const useful = 0.7;

export function rankFunctions({ functions, showing, others, suspects }: Question): readonly Ranked[] {
  // What every case executes has this score.
  const common = ochiai(showing.length, others.length, showing.length);
  return functions
    .map(({ executed, ...rest }): Ranked => {
      const x = showing.filter((id) => executed[id]).length;
      const y = others.filter((id) => executed[id]).length;
      const score = ochiai(x, y, showing.length);
      return { ...rest, score, showing: x, others: y, suspect: suspects.includes(rest.file) };
    })
    .filter(({ score }) => score >= useful && score > common)
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        Number(b.suspect) - Number(a.suspect) ||
        a.end - a.line - (b.end - b.line) ||
        (a.file < b.file ? -1 : 1),
    );
}

const ochiai = (showing: number, others: number, all: number): number =>
  showing === 0 ? 0 : showing / Math.sqrt(all * (showing + others));
