/** Collects everything that a side shows in a step, after the step has ended. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Definitions } from '../dbt/definitions.ts';
import type { Validate } from '../facets/artifacts/schemas.ts';
import { readRelations } from '../facets/database/relations.ts';
import { attempt, changesBetween, listTree, type Roots, type Tree } from '../facets/files/tree.ts';
import { interfaceOf } from '../facets/interface/options.ts';
import type { Database, LogPosition } from '../postgres/database.ts';
import type { Exit } from '../process/invocation.ts';
import { readEngineFiles } from './engine-files.ts';
import { writeEvidence } from './evidence.ts';
import type { Observation } from './observation.ts';

/** What a step starts from: everything that it changes is measured against this. */
export interface Baseline {
  readonly tree: Tree;
  readonly position: LogPosition;
  /** Files that set-up wrote into HOME: unless a step changes them, they say nothing about the engine. */
  readonly setUpFiles: ReadonlySet<string>;
}

export async function takeBaseline(
  roots: Roots,
  database: Database,
  setUpFiles: Baseline['setUpFiles'],
): Promise<Baseline> {
  return { tree: listTree(roots), position: await database.logPosition(), setUpFiles };
}

export interface FinishedStep {
  readonly exit: Exit;
  readonly argv: readonly string[];
  /** Answers of the server that the step started. */
  readonly http: Observation['http'];
  readonly roots: Roots;
  readonly baseline: Baseline;
  /** Folder with `stdout`, `stderr`, `transcript` of the step; `observation.json` is added. */
  readonly evidence: string;
  readonly database: Database;
  /** Name of the workspace's database. */
  readonly databaseName: string;
  readonly validate: Validate;
  /** What the engine itself says about its options. */
  readonly definitions: Definitions | undefined;
}

/** Collects the observation of a finished step. */
export async function observe(step: FinishedStep): Promise<Observation> {
  const { exit, http, roots, baseline, evidence, database, databaseName } = step;
  const redact = redactor(database.server.password);
  const [stdout = '', stderr = ''] = ['stdout', 'stderr', 'transcript'].map((name) =>
    readRedacted(path.join(evidence, name), redact),
  );
  const statements = (await database.statementsSince(baseline.position, databaseName)).map((statement) => ({
    ...statement,
    sql: redact(statement.sql),
    ...(statement.parameters !== undefined && { parameters: redact(statement.parameters) }),
    ...(statement.error !== undefined && { error: redact(statement.error) }),
  }));
  const client = await database.connect(databaseName);
  const options = interfaceOf(step.definitions, step.argv, stdout);
  const relations = await readRelations(client).finally(() => client.end());
  const all = Object.entries(changesBetween(baseline.tree, listTree(roots)));
  const changes = Object.fromEntries(
    all.filter(([name, { change }]) => change !== 'kept' || !baseline.setUpFiles.has(name)),
  );
  return writeEvidence(path.join(evidence, 'observation.json'), (keep) => ({
    exit,
    stdout,
    stderr,
    ...readEngineFiles({ roots, before: baseline.tree, changes, validate: step.validate, redact, keep }),
    statements,
    database: relations,
    ...(http && { http: mapBodies(http, redact) }),
    ...(options && { interface: options }),
  }));
}

/** Files that a server sends may contain the password. */
const mapBodies = (http: NonNullable<Observation['http']>, redact: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(http).map(([url, answer]) => [url, { ...answer, body: redact(answer.body) }]),
  );

/**
 * Reads what `observe` wrote. Synchronous: reading a megabyte in pieces takes twice as long.
 * @throws Error when it is missing or incomplete.
 */
export const readObservation = (evidence: string): Observation =>
  JSON.parse(readFileSync(path.join(evidence, 'observation.json'), 'utf8')) as Observation;

/** Removes the password of the server from a text, because an engine may print it. */
const redactor = (password: string) => (text: string) =>
  password === '' ? text : text.replaceAll(password, '*****');

/** Reads captured output; a file that contains the password is written again without it. */
function readRedacted(file: string, redact: (text: string) => string): string {
  const raw = attempt(() => readFileSync(file, 'utf8')) ?? '';
  const clean = redact(raw);
  if (clean !== raw) writeFileSync(file, clean);
  return clean;
}
