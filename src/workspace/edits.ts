/**
 * Steps that change a workspace between command lines of the engine. Each kind is declared in `editSchemas`
 * (src/cases/case.ts) and defined here: how it is performed, described in reports, and written as a shell script.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { type Adaptation, adaptText } from '../cases/adaptation.ts';
import type { Content, EditStep, EditSteps } from '../cases/case.ts';
import type { Database } from '../postgres/database.ts';
import type { Workspace } from './workspace.ts';

/** What performing an edit needs. */
export interface EditContext {
  readonly workspace: Pick<Workspace, 'project' | 'database'>;
  readonly database: Pick<Database, 'connect'>;
  /** Changes to the project that the engine needs; they apply to files that a step writes. */
  readonly adaptations: readonly Adaptation[];
}

/** Functions of the stand-alone script for texts in shell syntax. */
export interface Shell {
  /** A text as one word. */
  readonly word: (text: string) => string;
  /** Path of a file in the folder that a variable names. */
  readonly under: (variable: string, file: string) => string;
  /** A command that gets a text on its standard input. */
  readonly given: (command: string, text: string) => string;
}

interface EditKind<S> {
  readonly perform: (step: S, context: EditContext) => Promise<void> | void;
  /** @param code formats a file name or a statement. */
  readonly describe: (step: S, code: (text: string) => string) => string;
  /** Lines of the stand-alone script. */
  readonly script: (step: S, shell: Shell) => readonly string[];
}

const kinds: { readonly [Kind in keyof EditSteps]: EditKind<EditSteps[Kind]> } = {
  write: {
    perform: writeFiles,
    describe: ({ write, times }, code) =>
      Object.entries(write)
        .map(([file, content]) => `${content === null ? 'delete' : 'write'} ${code(file)}`)
        .join(', ')
        .concat(times === undefined ? '' : `, for n from 1 to ${times}`),
    script: (step, shell) => filesIn(step).map((file) => scriptOfFile(file, shell)),
  },
  sql: {
    perform: ({ sql }, { workspace, database }) => runSql(database, workspace.database, sql),
    describe: ({ sql }, code) => `SQL ${code(sql)}`,
    script: ({ sql }, { given }) => [given('sql', `${sql}\n`)],
  },
  repository: {
    perform: commitAll,
    describe: ({ repository }, code) => `git commit in ${code(repository)}`,
    script: ({ repository, tags }, { word }) => [
      ['repository', ...[repository, ...tags].map(word)].join(' '),
    ],
  },
};

function kindOf(step: EditStep): EditKind<EditStep> {
  const name = Object.keys(kinds).find((kind) => kind in step) as keyof EditSteps;
  return kinds[name] as EditKind<EditStep>;
}

/** Performs an edit in a workspace. */
export const performEdit = async (step: EditStep, context: EditContext): Promise<void> =>
  kindOf(step).perform(step, context);

/** An edit for a reader of reports. @param code formats a file name or a statement. */
export const describeEdit = (step: EditStep, code: (text: string) => string): string =>
  // With one argument only: kinds pass `code` to `map`.
  kindOf(step).describe(step, (text) => code(text));

/** An edit as lines of the stand-alone script. */
export const scriptOfEdit = (step: EditStep, shell: Shell): readonly string[] =>
  kindOf(step).script(step, shell);

interface EditedFile {
  readonly name: string;
  readonly content: Content;
  /** Replaces `{n}` if the step writes copies. If not, a text may contain `{n}` itself. */
  readonly numbered: (text: string) => string;
}

/** The files that a step writes or removes, copies included. */
const filesIn = ({ write, times }: EditSteps['write']): readonly EditedFile[] =>
  Array.from({ length: times ?? 1 }, (_, index) => {
    const numbered = (text: string) => (times === undefined ? text : withNumber(text, index + 1));
    return Object.entries(write).map(([name, content]) => ({ name: numbered(name), content, numbered }));
  }).flat();

function writeFiles(step: EditSteps['write'], { workspace, adaptations }: EditContext): void {
  for (const { name, content, numbered } of filesIn(step)) {
    const file = path.join(workspace.project, name);
    if (content === null) {
      rmSync(file, { recursive: true, force: true });
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, adaptText(adaptations, name, numbered(textOf(content))));
  }
}

function scriptOfFile({ name, content, numbered }: EditedFile, { word, under, given }: Shell): string {
  const target = under('project', name);
  if (content === null) return `rm -rf ${target}`;
  if (typeof content === 'string') return given(`put ${target}`, numbered(content));
  const { head, line, lines } = content;
  const first = head === undefined ? '' : `printf '%s\\n' ${word(numbered(head))}; `;
  return `{ ${first}repeat ${word(line)} ${lines}; } | put ${target}`;
}

function textOf(content: Exclude<Content, null>): string {
  if (typeof content === 'string') return content;
  const { head, line, lines } = content;
  const numbered = Array.from({ length: lines }, (_, index) => withNumber(line, index + 1));
  return [...(head === undefined ? [] : [head]), ...numbered, ''].join('\n');
}

const withNumber = (text: string, n: number) => text.replaceAll('{n}', String(n));

/** Runs SQL on the database of a workspace. @param name of the database. */
export async function runSql(database: Pick<Database, 'connect'>, name: string, sql: string): Promise<void> {
  const client = await database.connect(name);
  await client.query(sql).finally(() => client.end());
}

/** Author and time of every commit, so that the same content has the same id on both sides and in every run. */
export const author = {
  GIT_AUTHOR_NAME: 'Shop',
  GIT_AUTHOR_EMAIL: 'shop@example.org',
  GIT_AUTHOR_DATE: '2024-03-01T12:00:00Z',
  GIT_COMMITTER_NAME: 'Shop',
  GIT_COMMITTER_EMAIL: 'shop@example.org',
  GIT_COMMITTER_DATE: '2024-03-01T12:00:00Z',
};

/** Excludes the user's configuration: signing, hooks, line ends. */
const noUserConfig = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

/** Commits all files of the folder to the branch `main`, with the tags; a second call adds a commit. */
async function commitAll(
  { repository, tags }: EditSteps['repository'],
  { workspace }: EditContext,
): Promise<void> {
  const git = (...argv: string[]) =>
    execa('git', argv, {
      cwd: path.join(workspace.project, repository),
      env: { ...author, ...noUserConfig },
    });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Package');
  for (const tag of tags) await git('tag', tag);
}
