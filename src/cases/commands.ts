/** The 20 commands of the specification, and the properties from which follows which cases and options do not apply to them. */

const project = ['readsProfile', 'parses'] as const;
const selecting = [...project, 'loadsState'] as const;
const checking = [...selecting, 'runsNodes', 'connects'] as const;
const running = [...checking, 'resolvesRefs'] as const;

/** What a command does, as far as other code has to know. */
export type Property =
  | 'readsProfile'
  /** Reads the files of the project and writes a manifest. */
  | 'parses'
  /** Its `--select` adds the tests of the selected nodes. */
  | 'selectsTests'
  /** Reads the manifest in the `--state` folder. */
  | 'loadsState'
  /** Resolves ref() to relations, so `--defer` can have an effect. */
  | 'resolvesRefs'
  /** Runs nodes in threads, with the relation cache filled. */
  | 'runsNodes'
  | 'connects';

interface CommandDefinition {
  /** Prefix of the ids of its requirements: `RUN-1`. */
  readonly prefix: string;
  readonly properties: readonly Property[];
}

export const commands = {
  run: { prefix: 'RUN', properties: running },
  build: { prefix: 'BUILD', properties: [...running, 'selectsTests'] },
  compile: { prefix: 'COMPILE', properties: running },
  test: { prefix: 'TEST', properties: [...running, 'selectsTests'] },
  seed: { prefix: 'SEED', properties: checking },
  snapshot: { prefix: 'SNAPSHOT', properties: running },
  clone: { prefix: 'CLONE', properties: running },
  show: { prefix: 'SHOW', properties: running },
  list: { prefix: 'LIST', properties: [...selecting, 'resolvesRefs', 'selectsTests'] },
  parse: { prefix: 'PARSE', properties: project },
  init: { prefix: 'INIT', properties: ['readsProfile'] },
  deps: { prefix: 'DEPS', properties: [] },
  clean: { prefix: 'CLEAN', properties: [] },
  debug: { prefix: 'DEBUG', properties: ['readsProfile', 'connects'] },
  // Only DVT has it, so the reference has no options for it.
  sync: { prefix: 'SYNC', properties: [] },
  'docs-generate': { prefix: 'DOCSGEN', properties: running },
  'docs-serve': { prefix: 'DOCSERVE', properties: ['readsProfile'] },
  'source-freshness': { prefix: 'FRESH', properties: checking },
  'run-operation': { prefix: 'RUNOP', properties: [...project, 'connects'] },
  retry: { prefix: 'RETRY', properties: running },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type Command = keyof typeof commands;

/** In the order of the specification. */
export const commandNames = Object.keys(commands) as [Command, ...Command[]];

export const has = (command: Command, property: Property): boolean =>
  (commands[command].properties as readonly Property[]).includes(property);

/** The commands with a property. */
export const commandsThat = (property: Property): readonly Command[] =>
  commandNames.filter((command) => has(command, property));

/** The commands without a property. */
export const commandsWithout = (property: Property): readonly Command[] =>
  commandNames.filter((command) => !has(command, property));

/** How a command is typed: `docs generate`. */
export const typed = (command: Command): string => command.replace(/^(docs|source)-/, '$1 ');
