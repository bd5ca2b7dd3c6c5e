/** Applies the normalisers to an observation, facet by facet. */

import { type Json, jsonIn } from '../config/json.ts';
import { type InvocationEvents, invocationsOf } from '../dbt/invocations.ts';
import { byThread } from '../dbt/text-log.ts';
import type { Observation, Relation } from '../observe/observation.ts';
import type { Statement } from '../postgres/database.ts';
import { type Apply, applyTo } from './clean.ts';
import { contextOf, type Given } from './context.ts';
import type { Touch } from './touched.ts';

/** An observation without what varies between two runs of the same engine: text as lines, the rest as JSON. */
export interface Normalised {
  readonly exit: {
    readonly code: number | null;
    readonly signal: string | null;
    readonly limit: string | null;
  };
  readonly leftovers: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly invocations: readonly InvocationEvents[];
  readonly files: Observation['files'];
  readonly artifacts: Observation['artifacts'];
  readonly sql: Readonly<Record<string, string>>;
  readonly statements: readonly Pick<Statement, 'sql' | 'parameters' | 'error'>[];
  readonly database: Readonly<Record<string, Relation>>;
  readonly http: NonNullable<Observation['http']>;
  readonly interface: Observation['interface'];
}

interface Options {
  /** What the other side shows in the same step. */
  readonly other?: Observation;
  /** Called with the number of places that each normaliser changes. */
  readonly touch?: Touch;
  /** The part of the facets with names that is needed: what is equal on both sides is left out. */
  readonly asked?: Pick<Observation, 'artifacts' | 'files' | 'sql' | 'database'>;
}

export function normalise(
  observation: Observation,
  given: Given,
  { other, touch = () => {}, asked = observation }: Options = {},
): Normalised {
  const apply = applyTo(contextOf(observation, given, other), touch);
  const { clean } = apply;
  const { code, signal, limit, leftovers } = observation.exit;
  return {
    exit: { code, signal, limit },
    leftovers,
    stdout: normaliseText(observation.stdout, apply),
    stderr: normaliseText(observation.stderr, apply),
    invocations: normaliseEvents(observation.events, apply),
    files: clean.value(asked.files),
    artifacts: normaliseArtifacts(asked.artifacts, apply),
    sql: clean.value(asked.sql),
    statements: normaliseStatements(observation.statements, apply),
    database: mapValues(asked.database, (relation) => normaliseRelation(relation, apply)),
    http: clean.value(observation.http ?? {}),
    // Does not depend on the run.
    interface: observation.interface,
  };
}

const normaliseArtifacts = (
  artifacts: Observation['artifacts'],
  { clean, whole }: Apply,
): Observation['artifacts'] =>
  clean.value(
    mapValues(artifacts, (artifact, name) => ({
      ...artifact,
      content: whole(
        artifact.content,
        ({ artifact: apply }) => apply && ((given, context) => apply(name, given, context)),
      ),
    })),
  );

/** Lines of an output. A line that is JSON (`--log-format json`) is cleaned as an object. */
function normaliseText(text: string, apply: Apply): readonly string[] {
  const lines = text.split('\n');
  // A last line with a line break leaves an empty piece. One without differs from one with it.
  if (lines.at(-1) === '') lines.pop();
  else if (lines.length > 0) lines.push('{no newline at the end}');
  return normaliseLines(lines, apply);
}

function normaliseLines(lines: readonly string[], { clean, whole }: Apply): readonly string[] {
  const cleaned = lines.map((line) => {
    const value = line.startsWith('{"') ? jsonIn(line) : undefined;
    return value === undefined ? clean.text(line) : JSON.stringify(clean.value(value));
  });
  return whole<readonly string[]>(cleaned, ({ lines: ofLines }) => ofLines);
}

/** The log by invocation, then its lines that are not events: all of them if the engine writes its log as text. */
function normaliseEvents(events: readonly Json[], apply: Apply): readonly InvocationEvents[] {
  const lines = events.filter((event) => typeof event === 'string');
  const invocations = invocationsOf(events.filter((event) => typeof event !== 'string'));
  return [
    ...invocations.map(({ command, events }) => ({
      command,
      events: apply.whole(apply.clean.value(events), ({ events: ofEvents }) => ofEvents),
    })),
    ...(lines.length > 0 ? [{ command: '', events: normaliseLines(byThread(lines), apply) }] : []),
  ];
}

/** Statements without their connection. */
const normaliseStatements = (
  statements: readonly Statement[],
  { clean, whole }: Apply,
): Normalised['statements'] =>
  clean.value(
    whole(statements, ({ statements: apply }) => apply).map(
      ({ session: _, application: __, ...sent }) => sent,
    ),
  );

function normaliseRelation(relation: Relation, { clean, whole }: Apply): Relation {
  const changed = whole(relation, ({ relation: apply }) => apply);
  // The digest was computed before normalising, so it is only compared if there are no rows to compare.
  const cleaned = clean.value(changed.rows === null ? changed : { ...changed, digest: '' });
  // Lists that are sorted by text are sorted again, because the text has changed.
  return {
    ...cleaned,
    indexes: cleaned.indexes.toSorted(),
    rows: cleaned.rows?.toSorted() ?? null,
  };
}

const mapValues = <T, R>(
  all: Readonly<Record<string, T>>,
  map: (value: T, key: string) => R,
): Readonly<Record<string, R>> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, map(value, key)]));
