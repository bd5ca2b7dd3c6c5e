/** One thing about the suite itself that must be fixed. */
export interface Flaw {
  /** What kind of thing it is about; the name of the check that found it. */
  readonly area: string;
  /** Unique in its area: a promise, `run --empty`, the id of an expectation. */
  readonly subject: string;
  /** What is wrong with it, completing "<subject> …". */
  readonly what: string;
  /** File to fix, from the root of the checkout. */
  readonly file: string;
  /** What to do about it. */
  readonly remedy: string;
}
