/** One thing needed, found or not. */
export interface Need {
  readonly name: string;
  readonly found: boolean;
  /** What was found, or why it was not. */
  readonly detail: string;
  /** What to do when it was not found, or what is lost without it. */
  readonly remedy: string;
  /** Whether no comparison is possible without it. */
  readonly required: boolean;
}
