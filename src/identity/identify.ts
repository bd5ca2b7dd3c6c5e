/** Replaces the names and versions that two engines must differ in, facet by facet: in the places where an engine states them. */

import { type Json, jsonIn } from '../config/json.ts';
import { nameOf } from '../dbt/log-event.ts';
import type { Normalised } from '../normalise/normalise.ts';
import type { Observation } from '../observe/observation.ts';
import type { Identity } from './identity.ts';
import { checksumsThatFollow, messagesOf, speaking } from './messages.ts';
import { mapStrings, type Replaced, recording, replaceIn } from './replace.ts';
import { interfacesVersion, statementsOf, trigger } from './statements.ts';

/** Replaces in what one side showed in one step, and records it. */
export interface Identify {
  /** In what is written to files: as a whole, before anything equal is left out. */
  readonly written: (observation: Observation) => Observation;
  /** In what was said and sent. */
  readonly said: (shown: Normalised) => Normalised;
  readonly replaced: () => Replaced;
}

/**
 * Rows, relations, compiled SQL and everything else that is the user's stays as it is.
 * @param observation of the step, before it is normalised.
 * @param identity undefined where nothing is to be replaced.
 * @param other what the other side showed in the same step. A file that both have under the same name keeps it.
 */
export function identifying(
  observation: Observation,
  identity: Identity | undefined,
  other?: Pick<Observation, 'files'>,
): Identify {
  if (!identity) return { written: (given) => given, said: (shown) => shown, replaced: () => ({}) };
  const { note, replaced } = recording();
  const { log, console } = messagesOf(observation);
  const places = statementsOf(
    { ...identity, programs: speaking(identity.programs, [...log, ...console]) },
    checksumsThatFollow([log.join('\n'), console.join('\n')]),
  );
  const replace = (text: string, patterns: readonly RegExp[]) => replaceIn(text, patterns, note);
  const inText = (text: string) => (trigger.test(text) ? replace(text, places.texts) : text);
  const inEvent = (event: Json): Json => {
    if (typeof event === 'string') return inText(event);
    const name = nameOf(event) ?? '';
    if (ofTheUser.has(name)) return event;
    return mapStrings(event, (text, path) => {
      const patterns = path[0] === 'data' && places.events[`${name}/${path.slice(1).join('/')}`];
      return patterns ? replace(text, patterns) : inText(text);
    });
  };
  const inLine = (line: string): string => {
    const event = line.startsWith('{"') ? jsonIn(line) : undefined;
    return event === undefined ? inText(line) : JSON.stringify(inEvent(event));
  };
  const inArtifact = (content: Json): Json => {
    const inValue = (text: string, path: readonly string[]) =>
      replace(text, places.artifacts[path.join('/')] ?? []);
    return interfacesVersion(mapStrings(content, inValue, 2), identity.packages, note);
  };
  return {
    written: (given) => ({
      ...given,
      files: renamed(given.files, (file) => replace(file, places.files), other?.files ?? {}),
      artifacts: mapValues(given.artifacts, (artifact) => ({
        ...artifact,
        content: inArtifact(artifact.content),
      })),
    }),
    said: (shown) => ({
      ...shown,
      stdout: shown.stdout.map(inLine),
      stderr: shown.stderr.map(inLine),
      invocations: shown.invocations.map((invocation) => ({
        ...invocation,
        events: invocation.events.map(inEvent),
      })),
      statements: shown.statements.map((statement) => ({
        ...statement,
        sql: replace(statement.sql, places.sql),
      })),
      http: mapValues(shown.http, (answer) => ({ ...answer, body: replace(answer.body, places.bodies) })),
    }),
    replaced,
  };
}

const mapValues = <T>(all: Readonly<Record<string, T>>, map: (value: T) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, map(value)]));

/** Events that hold what the user's own code prints, or the user's data. */
const ofTheUser: ReadonlySet<string> = new Set([
  'CompiledNode',
  'JinjaLogDebug',
  'JinjaLogInfo',
  'JinjaLogWarning',
  'ListCmdOut',
  'PrintEvent',
  'ShowNode',
]);

/** Two files do not become the same: the second one keeps its name, as does one that the other side has under the same name. */
function renamed<T>(
  files: Readonly<Record<string, T>>,
  rename: (file: string) => string,
  others: Readonly<Record<string, unknown>>,
): Readonly<Record<string, T>> {
  const taken = new Set<string>();
  return Object.fromEntries(
    Object.entries(files).map(([file, change]) => {
      const name = rename(file);
      const keeps = taken.has(name) || Object.hasOwn(others, file);
      taken.add(name);
      return [keeps ? file : name, change];
    }),
  );
}
