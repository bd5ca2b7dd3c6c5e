/** Applies the normalisers to an observation, facet by facet. */

import type { InvocationEvents } from '../dbt/invocations.ts';
import { normaliseArtifacts } from '../facets/artifacts/normalise.ts';
import { normaliseText } from '../facets/console/normalise.ts';
import { normaliseRelations } from '../facets/database/normalise.ts';
import { normaliseEvents } from '../facets/events/normalise.ts';
import { normaliseStatements } from '../facets/statements/normalise.ts';
import type { Observation, Relation } from '../observe/observation.ts';
import type { Statement } from '../postgres/database.ts';
import { applyTo } from './clean.ts';
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
    database: normaliseRelations(asked.database, apply),
    http: clean.value(observation.http ?? {}),
    // Does not depend on the run.
    interface: observation.interface,
  };
}
