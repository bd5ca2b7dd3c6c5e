/** Everything one side shows for one step, gathered once the step has ended. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Validate } from '../facets/artifacts/schemas.ts';
import { readRelations } from '../facets/database/relations.ts';
import { attempt, changesBetween, listTree, type Roots, type Tree } from '../facets/files/tree.ts';
import type { Database, LogPosition } from '../postgres/database.ts';
import type { Exit } from '../process/invocation.ts';
import { readEngineFiles } from './engine-files.ts';
import { writeEvidence } from './evidence.ts';
import type { Observation } from './observation.ts';

/** How things stood before the step. */
export interface Baseline {
  readonly tree: Tree;
  readonly position: LogPosition;
  /** What we laid into home ourselves: unless the step touches it, it says nothing of the engine. */
  readonly laidOut: ReadonlySet<string>;
}

/** Takes the baseline a step’s changes are measured against. */
export async function takeBaseline(
  roots: Roots,
  database: Database,
  laidOut: Baseline['laidOut'],
): Promise<Baseline> {
  return { tree: listTree(roots), position: await database.logPosition(), laidOut };
}

/**
 * Observes a finished step.
 * @param helped what the step’s output, where it is help, says of its command’s options.
 * @param evidence folder with the step’s `stdout`, `stderr`, `transcript`; `observation.json` is added there.
 * @param twin name of the twin’s database.
 */
export async function observe(
  exit: Exit,
  http: Observation['http'],
  helped: (stdout: string) => Observation['interface'],
  roots: Roots,
  baseline: Baseline,
  evidence: string,
  database: Database,
  twin: string,
  validate: Validate,
): Promise<Observation> {
  const redact = redactor(database.server.password);
  const [stdout, stderr] = ['stdout', 'stderr', 'transcript'].map((name) =>
    readRedacted(path.join(evidence, name), redact),
  );
  const statements = (await database.statementsSince(baseline.position, twin)).map((one) => ({
    ...one,
    sql: redact(one.sql),
    ...(one.parameters !== undefined && { parameters: redact(one.parameters) }),
    ...(one.error !== undefined && { error: redact(one.error) }),
  }));
  const client = await database.connect(twin);
  const options = helped(stdout ?? '');
  const relations = await readRelations(client).finally(() => client.end());
  const all = Object.entries(changesBetween(baseline.tree, listTree(roots)));
  const changes = Object.fromEntries(
    all.filter(([name, { change }]) => change !== 'kept' || !baseline.laidOut.has(name)),
  );
  return writeEvidence(path.join(evidence, 'observation.json'), (keep) => ({
    exit,
    stdout: stdout ?? '',
    stderr: stderr ?? '',
    ...readEngineFiles(roots, baseline.tree, changes, validate, redact, keep),
    statements,
    database: relations,
    ...(http && { http: mapBodies(http, redact) }),
    ...(options && { interface: options }),
  }));
}

/** A server hands out files, and these may hold what the engine was given. */
const mapBodies = (http: NonNullable<Observation['http']>, redact: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(http).map(([url, answer]) => [url, { ...answer, body: redact(answer.body) }]),
  );

/**
 * Reads what `observe` left in a step’s evidence. Without promises: read in pieces, a megabyte costs twice as much.
 * @throws Error when it is not there or not whole.
 */
export const readObservation = (evidence: string): Observation =>
  JSON.parse(readFileSync(path.join(evidence, 'observation.json'), 'utf8')) as Observation;

/** Removes the server’s password from a text; an engine may print what it was given. */
const redactor = (password: string) => (text: string) =>
  password === '' ? text : text.replaceAll(password, '*****');

/** Reads captured output; where the password had to be removed, the file is written anew without it. */
function readRedacted(file: string, redact: (text: string) => string): string {
  const raw = attempt(() => readFileSync(file, 'utf8')) ?? '';
  const clean = redact(raw);
  if (clean !== raw) writeFileSync(file, clean);
  return clean;
}
