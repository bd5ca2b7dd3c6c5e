/** Applies the normalisers to an observation, facet by facet. */
import type { Statement } from '../database/database.ts';
import type { Json, Observation, Relation } from '../observe/observation.ts';
import { type Cleaner, cleaner } from './clean.ts';
import { type InvocationEvents, invocationsOf } from './invocations.ts';
import type { Frame } from './normaliser.ts';
import { normalisers } from './registry.ts';
import { byThread } from './text-log.ts';

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

/** What is known of a side before its observation is looked at. */
export type Given = Omit<Frame, 'invocations' | 'parents' | 'atOnce'>;

export function normalise(observation: Observation, given: Given): Normalised {
  const frame: Frame = {
    ...given,
    invocations: invocationIds(observation),
    parents: parentsIn(observation),
    atOnce: nodesAtOnce(observation),
  };
  const clean = cleaner(frame);
  const { code, signal, limit, leftovers } = observation.exit;
  return {
    exit: { code, signal, limit },
    leftovers,
    stdout: lines(observation.stdout, clean, frame),
    stderr: lines(observation.stderr, clean, frame),
    invocations: [
      ...invocationsOf(observation.events.filter((event) => typeof event !== 'string')).map(
        ({ command, events }) => ({
          command,
          events: normalisers.reduce(
            (all, { events: apply }) => apply?.(all, frame) ?? all,
            clean.value(events),
          ),
        }),
      ),
      ...textLog(observation.events, clean, frame),
    ],
    files: clean.value(observation.files),
    artifacts: clean.value(
      mapValues(observation.artifacts, (artifact, name) => ({
        ...artifact,
        content: normalisers.reduce(
          (all, { artifact: apply }) => apply?.(name, all, frame) ?? all,
          artifact.content,
        ),
      })),
    ),
    sql: clean.value(observation.sql),
    // What was sent counts, not over which connection.
    statements: clean.value(
      normalisers
        .reduce((all, { statements: apply }) => apply?.(all, frame) ?? all, observation.statements)
        .map(({ session: _, application: __, ...sent }) => sent),
    ),
    database: mapValues(observation.database, (relation) =>
      inOrder(
        clean.value(
          withoutDigest(
            normalisers.reduce((all, { relation: apply }) => apply?.(all, frame) ?? all, relation),
          ),
        ),
      ),
    ),
    http: clean.value(observation.http ?? {}),
    // Constant for an engine: nothing of a run is in it.
    interface: observation.interface,
  };
}

/** Where the rows themselves are compared, their digest would only repeat them before they are normalised. */
const withoutDigest = (relation: Relation): Relation =>
  relation.rows === null ? relation : { ...relation, digest: '' };

/** Lists whose order is that of their text are ordered again, now that the text is final. */
const inOrder = (relation: Relation): Relation => ({
  ...relation,
  indexes: relation.indexes.toSorted(),
  rows: relation.rows?.toSorted() ?? null,
});

const mapValues = <T>(
  object: Readonly<Record<string, T>>,
  map: (value: T, key: string) => T,
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));

/** What a log says in lines that are no events: all of it where the engine was told to write text. */
function textLog(events: Observation['events'], clean: Cleaner, frame: Frame): readonly InvocationEvents[] {
  const written = events.filter((event) => typeof event === 'string');
  return written.length > 0 ? [{ command: '', events: cleanLines(byThread(written), clean, frame) }] : [];
}

/** Lines of console output. A line that is JSON (`--log-format json`) is cleaned as the object it is. */
function lines(text: string, clean: Cleaner, frame: Frame): readonly string[] {
  const split = text.split('\n');
  // A last line that was ended leaves an empty piece; one that was not differs from one that was.
  if (split.at(-1) === '') split.pop();
  else if (split.length > 0) split.push('{no newline at the end}');
  return cleanLines(split, clean, frame);
}

function cleanLines(split: readonly string[], clean: Cleaner, frame: Frame): readonly string[] {
  const cleaned = split.map((line) => {
    if (line.startsWith('{"')) {
      try {
        return JSON.stringify(clean.value(JSON.parse(line) as Json));
      } catch {
        // Not JSON after all: a line like any other.
      }
    }
    return clean.text(line);
  });
  return normalisers.reduce(
    (all: readonly string[], { lines: apply }) => apply?.(all, frame) ?? all,
    cleaned,
  );
}

/**
 * What each node needs, as manifests written during the step say. A unit test names the model it tests, and yet comes
 * before it: the model needs the test, and the test what the model needs.
 */
function parentsIn({ artifacts }: Observation): Frame['parents'] {
  const maps = Object.entries(artifacts).flatMap(([name, { content }]) =>
    name.endsWith('/manifest.json') ? [(content as { parent_map?: object } | null)?.parent_map ?? {}] : [],
  );
  const named = new Map(maps.flatMap((map) => Object.entries(map) as [string, readonly string[]][]));
  const isUnitTest = (id: string) => id.startsWith('unit_test.');
  const parents = new Map(named);
  for (const [id, models] of named) {
    if (!isUnitTest(id)) continue;
    parents.set(
      id,
      models.flatMap((model) => named.get(model) ?? []),
    );
    for (const model of models) parents.set(model, [...(parents.get(model) ?? []), id]);
  }
  return parents;
}

/** As dbt says it before its first node: `Concurrency: 4 threads (target='dev')`. */
function nodesAtOnce({ stdout, events }: Observation): number {
  const said = events.map((event) =>
    typeof event === 'string'
      ? concurrency.exec(event)?.[1]
      : (event as { data?: { num_threads?: number } } | null)?.data?.num_threads,
  );
  return [concurrency.exec(stdout)?.[1], ...said].reduce<number>(
    (most, number) => Math.max(most, Number(number ?? 1)),
    1,
  );
}

const concurrency = /\bConcurrency: (\d+) threads?\b/;

/** The ids an engine’s invocations drew during the step: events name them, artifacts as well. */
function invocationIds({ events, artifacts, stdout, http }: Observation): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: unknown) => typeof id === 'string' && found.add(id);
  for (const event of events)
    if (typeof event === 'string') add(/^=+ .* \| ([0-9a-f-]{36}) =+$/.exec(event)?.[1]);
    else add((event as { info?: { invocation_id?: unknown } } | null)?.info?.invocation_id);
  for (const { content } of Object.values(artifacts))
    add((content as { metadata?: { invocation_id?: unknown } } | null)?.metadata?.invocation_id);
  // What a server hands out may be of an earlier invocation.
  for (const text of [stdout, ...Object.values(http ?? {}).map(({ body }) => body)])
    for (const [, id] of text.matchAll(/"invocation_id": ?"([0-9a-f-]{36})"/g)) add(id);
  return found;
}
