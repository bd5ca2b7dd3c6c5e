/** Exit codes of `dvt-compat` when it could not compare. */
export const exits = { usage: 2, environment: 3 } as const;

/**
 * An error a user can act on: what happened, why, and what to do next.
 * Any other error is a defect of dvt-compat and is shown with its stack.
 */
export class Problem extends Error {
  readonly why: string;
  readonly remedy: string;
  /** `usage`: wrong usage or configuration (exit 2). `environment`: something on this machine failed (exit 3). */
  readonly kind: keyof typeof exits;

  constructor(kind: keyof typeof exits, what: string, why: string, remedy: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.kind = kind;
    this.why = why;
    this.remedy = remedy;
  }
}
