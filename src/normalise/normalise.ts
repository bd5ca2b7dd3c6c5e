/** Applies the normalisers to an observation, facet by facet. */

import { normaliseArtifacts } from '../facets/artifacts/normalise.ts';
import { normaliseText } from '../facets/console/normalise.ts';
import { normaliseRelations } from '../facets/database/normalise.ts';
import type { InvocationEvents } from '../facets/events/invocations.ts';
import { normaliseEvents } from '../facets/events/normalise.ts';
import { normaliseStatements } from '../facets/statements/normalise.ts';
import type { Observation, Relation } from '../observe/observation.ts';
import type { Statement } from '../postgres/database.ts';
import { applyTo } from './apply.ts';
import { frameOf, type Given } from './frame.ts';
import type { Touch } from './touched.ts';

/** An observation without what the same engine varies between two runs: text as lines, the rest as JSON. */
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
  /** Told how many places each normaliser changes. */
  readonly touch?: Touch;
  /** What is asked for of the facets that go by names. */
  readonly asked?: Pick<Observation, 'artifacts' | 'files' | 'sql' | 'database'>;
}

export function normalise(
  observation: Observation,
  given: Given,
  { other, touch = () => {}, asked = observation }: Options = {},
): Normalised {
  const frame = frameOf(observation, given, other);
  const apply = applyTo(frame, touch);
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
    database: normaliseRelations(asked.database, apply),
    http: clean.value(observation.http ?? {}),
    // Constant for an engine: nothing of a run is in it.
    interface: observation.interface,
  };
}
