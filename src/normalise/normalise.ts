/** Applies the normalisers to an observation, facet by facet. */
import type { Statement } from '../database/database.ts';
import { type InvocationEvents, invocationsOf } from '../facets/events/invocations.ts';
import { byThread } from '../facets/events/text-log.ts';
import type { Json, Observation, Relation } from '../observe/observation.ts';
import { type Cleaner, cleaner } from './clean.ts';
import { frameOf, type Given } from './frame.ts';
import type { Frame, Normaliser } from './normaliser.ts';
import { normalisers } from './registry.ts';
import { placesChanged, type Touch } from './touched.ts';

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

/** Applies what each normaliser does to something as a whole: all events, all lines, one relation. */
type Whole = <T>(item: T, of: (normaliser: Normaliser) => ((item: T, frame: Frame) => T) | undefined) => T;

/**
 * @param touch told how many places each normaliser changes.
 * @param asked what is asked for of the facets that go by names.
 */
export function normalise(
  observation: Observation,
  given: Given,
  touch: Touch = () => {},
  asked: Pick<Observation, 'artifacts' | 'files' | 'sql' | 'database'> = observation,
): Normalised {
  const frame = frameOf(observation, given);
  const clean = cleaner(frame, touch);
  const whole: Whole = (item, of) =>
    normalisers.reduce((before, normaliser) => {
      const after = of(normaliser)?.(before, frame) ?? before;
      touch(normaliser.name, placesChanged(before, after));
      return after;
    }, item);
  const { code, signal, limit, leftovers } = observation.exit;
  return {
    exit: { code, signal, limit },
    leftovers,
    stdout: lines(observation.stdout, clean, whole),
    stderr: lines(observation.stderr, clean, whole),
    invocations: [
      ...invocationsOf(observation.events.filter((event) => typeof event !== 'string')).map(
        ({ command, events }) => ({
          command,
          events: whole(clean.value(events), ({ events: apply }) => apply),
        }),
      ),
      ...textLog(observation.events, clean, whole),
    ],
    files: clean.value(asked.files),
    artifacts: clean.value(
      mapValues(asked.artifacts, (artifact, name) => ({
        ...artifact,
        content: whole(
          artifact.content,
          ({ artifact: apply }) => apply && ((content, frame) => apply(name, content, frame)),
        ),
      })),
    ),
    sql: clean.value(asked.sql),
    // What was sent counts, not over which connection.
    statements: clean.value(
      whole(observation.statements, ({ statements: apply }) => apply).map(
        ({ session: _, application: __, ...sent }) => sent,
      ),
    ),
    database: mapValues(asked.database, (relation) =>
      inOrder(clean.value(withoutDigest(whole(relation, ({ relation: apply }) => apply)))),
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
function textLog(events: Observation['events'], clean: Cleaner, whole: Whole): readonly InvocationEvents[] {
  const written = events.filter((event) => typeof event === 'string');
  return written.length > 0 ? [{ command: '', events: cleanLines(byThread(written), clean, whole) }] : [];
}

/** Lines of console output. A line that is JSON (`--log-format json`) is cleaned as the object it is. */
function lines(text: string, clean: Cleaner, whole: Whole): readonly string[] {
  const split = text.split('\n');
  // A last line that was ended leaves an empty piece; one that was not differs from one that was.
  if (split.at(-1) === '') split.pop();
  else if (split.length > 0) split.push('{no newline at the end}');
  return cleanLines(split, clean, whole);
}

function cleanLines(split: readonly string[], clean: Cleaner, whole: Whole): readonly string[] {
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
  return whole<readonly string[]>(cleaned, ({ lines: apply }) => apply);
}
