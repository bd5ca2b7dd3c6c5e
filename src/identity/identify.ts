/** Replaces the names and versions that two engines must differ in, facet by facet: in the places where an engine states them. */
import type { Normalised } from '../normalise/normalise.ts';
import type { Json, Observation } from '../observe/observation.ts';
import { checksumsThatFollow } from './checksums.ts';
import type { Identity } from './identity.ts';
import { interfacesVersion } from './interfaces-version.ts';
import { mapStrings } from './map-strings.ts';
import { replaceIn } from './replace.ts';
import { type Replaced, recording } from './replaced.ts';
import { speaking } from './speaking.ts';
import { statementsOf, trigger } from './statements.ts';

/**
 * @param shown what one side showed, normalised.
 * @param observation the same before it was normalised: checksums are computed from it.
 * @returns the same with placeholders, and the record of what they stand for. Rows, relations, compiled SQL and
 * everything else that is the user's stays untouched.
 */
export function identify(
  shown: Normalised,
  observation: Pick<Observation, 'events' | 'stdout'>,
  identity: Identity,
): { readonly shown: Normalised; readonly replaced: Replaced } {
  const { note, replaced } = recording();
  const places = statementsOf(
    { ...identity, programs: speaking(identity.programs, shown) },
    checksumsThatFollow(observation),
  );
  const replace = (text: string, patterns: readonly RegExp[]) => replaceIn(text, patterns, note);
  const inText = (text: string) => (trigger.test(text) ? replace(text, places.texts) : text);
  const inEvent = (event: Json): Json => {
    if (typeof event === 'string') return inText(event);
    const name = (event as { info?: { name?: string } } | null)?.info?.name ?? '';
    if (ofTheUser.has(name)) return event;
    return mapStrings(event, (text, path) => {
      const patterns = path[0] === 'data' && places.events[`${name}/${path.slice(1).join('/')}`];
      return patterns ? replace(text, patterns) : inText(text);
    });
  };
  const inLine = (line: string): string => {
    const event = line.startsWith('{"') ? parsed(line) : undefined;
    return event === undefined ? inText(line) : JSON.stringify(inEvent(event));
  };
  const inArtifact = (content: Json): Json =>
    interfacesVersion(
      mapStrings(
        content,
        (text, path) => {
          const patterns = places.artifacts[path.join('/')];
          return patterns ? replace(text, patterns) : text;
        },
        2,
      ),
      identity.packages,
      note,
    );
  const result: Normalised = {
    ...shown,
    stdout: shown.stdout.map(inLine),
    stderr: shown.stderr.map(inLine),
    invocations: shown.invocations.map((one) => ({ ...one, events: one.events.map(inEvent) })),
    files: renamed(shown.files, (file) => replace(file, places.files)),
    artifacts: Object.fromEntries(
      Object.entries(shown.artifacts).map(([name, artifact]) => [
        name,
        { ...artifact, content: inArtifact(artifact.content) },
      ]),
    ),
    statements: shown.statements.map((one) => ({ ...one, sql: replace(one.sql, places.sql) })),
    http: Object.fromEntries(
      Object.entries(shown.http).map(([url, answer]) => [
        url,
        { ...answer, body: replace(answer.body, places.bodies) },
      ]),
    ),
  };
  return { shown: result, replaced: replaced() };
}

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

/** Two files do not become the same: the second one keeps its name. */
function renamed<T>(
  files: Readonly<Record<string, T>>,
  rename: (file: string) => string,
): Readonly<Record<string, T>> {
  const result = new Map<string, T>();
  for (const [file, change] of Object.entries(files)) {
    const name = rename(file);
    result.set(result.has(name) ? file : name, change);
  }
  return Object.fromEntries(result);
}

function parsed(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
