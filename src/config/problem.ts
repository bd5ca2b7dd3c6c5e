/** What `dvt-compat` exits with when it could not compare. */
export const exits = { usage: 2, environment: 3 } as const;

/**
 * An error a user can act on: what happened, why, and what to do next.
 * Everything else that is thrown is a defect of the harness and shows its stack.
 */
export class Problem extends Error {
  readonly why: string;
  readonly remedy: string;
  /** `usage`: wrong usage or configuration (exit 2). `environment`: a gate failed (exit 3). */
  readonly kind: keyof typeof exits;

  constructor(kind: keyof typeof exits, what: string, why: string, remedy: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.kind = kind;
    this.why = why;
    this.remedy = remedy;
  }
}
