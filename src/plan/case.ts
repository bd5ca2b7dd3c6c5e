/** A case as data: what the suites declare, after planning. */

/** The 20 commands of the specification, by their id in promises. */
export const commands = {
  run: 'RUN',
  build: 'BUILD',
  compile: 'COMPILE',
  test: 'TEST',
  seed: 'SEED',
  snapshot: 'SNAPSHOT',
  clone: 'CLONE',
  show: 'SHOW',
  list: 'LIST',
  parse: 'PARSE',
  init: 'INIT',
  deps: 'DEPS',
  clean: 'CLEAN',
  debug: 'DEBUG',
  sync: 'SYNC',
  'docs-generate': 'DOCSGEN',
  'docs-serve': 'DOCSERVE',
  'source-freshness': 'FRESH',
  'run-operation': 'RUNOP',
  retry: 'RETRY',
} as const;

export type Command = keyof typeof commands;

export type Tier = 'smoke' | 'standard' | 'full';

/** One thing that happens in a twin: an engine's command line, an edit of files, or a change in the database. */
export type Step =
  | { readonly engine: readonly string[]; readonly env?: Readonly<Record<string, string>> }
  | { readonly write: Readonly<Record<string, string | null>> }
  | { readonly sql: string };

/** A scenario. Its last engine step is its subject; a deviation before the subject makes the verdict `blocked`. */
export interface Case {
  /** `<command>/<name>`, unique in all suites. */
  readonly id: string;
  readonly command: Command;
  /** One sentence: what a user does here. */
  readonly title: string;
  /** Promise ids of the specification that this case proves. */
  readonly checks: readonly string[];
  readonly tier: Tier;
  /** Folder under `projects/`. */
  readonly project: string;
  /** State of that project the case starts from. */
  readonly state: string;
  readonly steps: readonly Step[];
  /** Limits of this case where they differ from the configuration's. */
  readonly deadlineSeconds?: number;
}
