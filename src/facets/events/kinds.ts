import type { Impact } from '../../config/impact.ts';
import type { Json } from '../../config/json.ts';
import { isDebug } from '../../dbt/event-level.ts';
import { levelOf, messageOf, nodeIdOf } from '../../dbt/log-event.ts';
import { nodeName } from '../../dbt/unique-id.ts';
import { type At, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { generalKeys, isInternalKey } from '../paths.ts';
import {
  aboutNothing,
  brief,
  calledAs,
  counted,
  editOfLine,
  flat,
  quoted,
  shown,
  words,
} from '../wording.ts';

/** An invocation of the engine, as its log shows it. */
export type Invoked = {
  readonly command: string;
  /** How many events it logged. */
  readonly events: number;
};

/** A value of an event that both sides log. A side without the key has no value. */
export type Changed = {
  /** Unique id of the node that the event is about. */
  readonly node?: string;
  readonly reference?: Json;
  readonly candidate?: Json;
};

export const kinds = {
  'output-missing': kind<OnlyReference<readonly Invoked[]>>({
    about: aboutNothing,
    impact: 'contract',
    title: () => 'produces no log events',
    fix: ({ reference }) => `Write the log: the reference logs ${reference.map(counting).join(', then ')}.`,
    subject: () => 'all events',
  }),
  'invocation-added': kind<OnlyCandidate<Invoked>>({
    about:
      'The candidate is a wrapper that invokes dbt more often than the user did: its log has an additional invocation. That costs time, and its files, log and statements look as if the user had run that command.',
    impact: 'contract',
    title: ({ candidate }) => `also invokes ${named(candidate)}`,
    fix: ({ candidate }) =>
      `Do not run ${named(candidate)}, which logs ${counted(candidate.events, 'event')}, where it was not asked for.`,
    subject: ({ candidate }) => named(candidate),
  }),
  'invocation-missing': kind<OnlyReference<Invoked>>({
    about: 'The candidate’s log lacks an invocation that the reference’s log has.',
    impact: 'outcome',
    title: ({ reference }) => `does not invoke ${named(reference)}`,
    fix: ({ reference }) =>
      `Run ${named(reference)}; the reference logs ${counted(reference.events, 'event')} of it.`,
    subject: ({ reference }) => named(reference),
  }),
  'event-missing': kind<OnlyReference<Json>>({
    about:
      'The JSON log of the candidate lacks an event. Events are matched by name and node. Tools that read the log miss it. Events at debug level are internals.',
    impact: ({ path, reference }) => impactOf(path, reference),
    title: ({ path, reference }) =>
      `does not log the event ${path}${about(reference)}${saying(path, reference)}`,
    fix: ({ path, reference }) =>
      `Log ${path}${about(reference)} at level ${level(reference)}: ${quoted(message(reference))}.`,
    subject: ({ path }) => path,
  }),
  'event-added': kind<OnlyCandidate<Json>>({
    about:
      'The candidate logs an event more often than the reference, or an event that the reference does not log.',
    impact: ({ path, candidate }) => impactOf(path, candidate),
    title: ({ path, candidate }) =>
      `logs an extra event ${path}${about(candidate)}${saying(path, candidate)}`,
    fix: ({ path, candidate }) =>
      `Do not log ${path}${about(candidate)} here: ${quoted(message(candidate))}.`,
    subject: ({ path }) => path,
  }),
  'event-changed': kind<Changed>({
    about:
      'The same event with different content. The path is the event’s name and the key. The arguments of the command, checksums, thread names and timestamps are internals at every log level.',
    impact: (difference) => (isInternalKey(keyOf(difference)) ? 'internals' : impactOf(nameOf(difference))),
    title: (difference) => `logs ${nameOf(difference)} ${inTitle(difference)}`,
    fix: toDo,
    subject: ({ path }) => generalKeys(path),
  }),
  'event-moved': kind<OnlyReference<Json>>({
    about:
      'The same event at a different position in the log. With one thread, nodes start and finish in the order of the DAG.',
    impact: ({ path, reference }) => (isDebug(path, reference) ? 'internals' : 'console'),
    title: ({ path, reference }) => `logs the event ${path}${about(reference)} at another point`,
    fix: ({ path, reference }) =>
      `Log ${path}${about(reference)} in the reference’s order: ${quoted(message(reference))}.`,
    subject: ({ path }) => path,
  }),
};

const impactOf = (name: string, event?: Json): Impact => (isDebug(name, event) ? 'internals' : 'contract');

const level = (event: Json) => levelOf(event) ?? 'info';
const message = (event: Json) => (typeof event === 'string' ? event : (messageOf(event) ?? ''));
const about = (event: Json) => {
  const id = nodeIdOf(event);
  return id ? ` for ${nodeName(id)}` : '';
};

/** Events whose names do not say what happens. */
const general = /^(Note|Formatting|AdapterEvent\w+|JinjaLog\w+|PrintEvent|System\w+)$/;
const saying = (name: string, event: Json) =>
  general.test(name) && message(event) !== '' ? `: ${flat(message(event))}` : '';

const named = ({ command }: Invoked) =>
  command === '' ? 'a command that names itself in no event' : command;
const counting = (invoked: Invoked) => `${counted(invoked.events, 'event')} of ${named(invoked)}`;

const nameOf = ({ path }: At<Changed>) => path.split('/')[0] ?? path;
const keyOf = ({ path }: At<Changed>) => path.split('/').slice(1).join('/');
/** The key as a path in the event's data. */
const dotted = (difference: At<Changed>) =>
  keyOf(difference)
    .replace(/^(data|info)\//, '')
    .replaceAll('/', '.');

/** Longest value, in characters, that a title shows next to the other side's. */
const mostShown = 20;

function inTitle(difference: At<Changed>): string {
  const { reference, candidate } = difference;
  const key = words(dotted(difference));
  if (candidate === undefined) return `without ${key}`;
  if (reference === undefined) return `with an extra ${key}`;
  const [r, c] = [brief(reference), brief(candidate)];
  if (r !== c && Math.max(r.length, c.length) <= mostShown) return `with ${key} ${c} instead of ${r}`;
  if (isTraceback(reference) && isTraceback(candidate))
    return `with a different traceback: ${words(firstOther(candidate, reference))}`;
  return ofText(reference, candidate, key === 'msg' ? 'its message' : key) ?? `with a different ${key}: ${c}`;
}

const isTraceback = (value: Json): value is string =>
  typeof value === 'string' && value.startsWith('Traceback ');

/** The first line of a text that is not in another text. */
function firstOther(text: string, other: string): string {
  const known = new Set(other.split('\n'));
  return text.split('\n').find((line) => !known.has(line)) ?? '';
}

/** The change within a text. */
function ofText(reference: Json, candidate: Json, where: string): string | undefined {
  if (typeof reference !== 'string' || typeof candidate !== 'string') return undefined;
  const edit = editOfLine(reference, candidate);
  if (!edit) return undefined;
  const { removed, added } = edit;
  if (removed === '') return `with "${words(added)}" added to ${where}`;
  if (added === '') return `without "${words(removed)}" in ${where}`;
  return `with "${words(added)}" instead of "${words(removed)}" in ${where}`;
}

function toDo(difference: At<Changed>): string {
  const { reference, candidate } = difference;
  const [name, key] = [nameOf(difference), dotted(difference)];
  if (reference === undefined) return `Log ${name} without ${key}.`;
  if (key.endsWith('invocation_command') && candidate !== undefined) return calledAs(reference, candidate);
  const instead = candidate === undefined ? '' : ` instead of ${shown(candidate)}`;
  return `Log ${name} with ${key} ${shown(reference)}${instead}.`;
}
