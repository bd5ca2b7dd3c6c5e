/** Normalisers of times and durations. */
import type { Context, Normaliser } from './normaliser.ts';

/** A time of day, with date and zone if present. It is matched whole, so that the same time on another day stays. */
const moment =
  /(?<![\d:T-])(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?(?![\d:])/g;
/** As web servers log it. */
const logged = /(?<![\d/])(\d\d)\/([A-Z][a-z]{2})\/(\d{4}) (\d\d:\d\d:\d\d)(?![\d:])/g;
/** Seconds since 1970 in a text: with a fraction anywhere (a page that contains an artifact), without one as a value in JSON. */
const epoch = /(?<![\d.])\d{10}\.\d{3,}(?!\d)|(?<=": ?)\d{10}(?![\d.])/g;
/** Milliseconds. Engine and harness use the same clock, but times are rounded to seconds. */
const tolerance = 1500;
const [hour, day] = [3_600_000, 86_400_000];

/**
 * Times within the step become a placeholder. Any other time is data and stays.
 * Steps run with TZ=UTC, so a time without a zone is UTC.
 */
export const clock: Normaliser = {
  name: 'clock',
  why: 'Output, logs and artifacts contain the current time.',
  trigger: /:\d\d:\d\d|\d{10}\.\d{3}|": ?\d{10}/,
  text: (text, context) =>
    text
      .replaceAll(logged, (found, day, month, year, time) =>
        isNow(Date.parse(`${day} ${month} ${year} ${time}Z`), context) ? '{moment}' : found,
      )
      .replaceAll(epoch, (found) => (isNow(Number(found) * 1000, context) ? '{moment as seconds}' : found))
      .replaceAll(moment, (found, date: string | undefined, ...time: TimeParts) => {
        if (date) return isNow(Date.parse(`${date}T${timeOf(...time)}`), context) ? '{moment}' : found;
        return isTimeOfStep(timeOf(...time), context) ? '{time}' : found;
      }),
  value: (value, _path, context) =>
    typeof value === 'number' && isNow(value * 1000, context) ? '{moment as seconds}' : value,
};

/** The groups of `moment` after the date. */
type TimeParts = [time: string, fraction: string | undefined, zone: string | undefined];

/** In the format that `Date` parses. */
function timeOf(...[time, fraction = '', zone = 'Z']: TimeParts): string {
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return `${time}.${milliseconds}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`;
}

/** Whether the step ran at this time of day: `06:58:21`, with or without fraction and zone. */
function isTimeOfStep(time: string, context: Context): boolean {
  const ofDay = Date.parse(`1970-01-01T${time}${/[Z+-]/.test(time) ? '' : 'Z'}`);
  const midnight = Math.floor(context.window.start / day) * day;
  // A step may run across midnight.
  return isNow(midnight + ofDay, context) || isNow(midnight + day + ofDay, context);
}

/** Whether a text consists of a date and time within the step. */
export function isMoment(text: string, context: Context): boolean {
  const [found] = text.matchAll(moment);
  const [whole, date, time = '', fraction, zone] = found ?? [];
  return (
    whole === text &&
    date !== undefined &&
    isNow(Date.parse(`${date}T${timeOf(time, fraction, zone)}`), context)
  );
}

/** @param at in milliseconds since 1970. */
const isNow = (at: number, { window }: Context): boolean =>
  at >= window.start - tolerance && at <= window.end + tolerance;

/** Date and time in digits, as in names of files, optionally with a process id that makes the name unique. */
const compact = /(?<!\d)(\d{4})(\d\d)(\d\d)[T_-]?(\d\d)(\d\d)(\d\d)(?:\d{3}|\d{6})?(Z?)(-\d+)?(?!\d)/g;

/** A time within the step that is written without separators becomes a placeholder. */
export const compactMoment: Normaliser = {
  name: 'compact-moment',
  why: 'Names of files that an engine keeps for each invocation contain the current time and the process id.',
  trigger: /20\d{6}[T_-]?\d{6}/,
  text: (text, context) =>
    text.replaceAll(compact, (found, year, month, day, hours, minutes, seconds, zone, id) =>
      isNow(Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`), context)
        ? `{moment}${zone}${id === undefined ? '' : '-{id}'}`
        : found,
    ),
};

/** The name of a microbatch contains its day before the time. */
const stamped = /(__dbt_(?:tmp|backup)(?:_\d{8})?)(\d\d)(\d\d)(\d\d)\d{6}\b/g;

/** The time of day in the name of a temporary relation becomes a placeholder. */
export const temporaryName: Normaliser = {
  name: 'temporary-name',
  why: 'dbt-postgres appends the current time to the names of temporary relations.',
  trigger: /__dbt_(?:tmp|backup)_?\d/,
  text: (text, context) =>
    text.replaceAll(stamped, (found, name: string, hours: string, minutes: string, seconds: string) =>
      isTimeOfStep(`${hours}:${minutes}:${seconds}`, context) ? `${name}{time}` : found,
    ),
};

/** `0 hours 0 minutes and 0.28 seconds`, `0.28s`, `0.011 seconds`. It is matched whole, so that a longer duration stays. */
const durationInText =
  /\b(\d+) hours (\d+) minutes and (\d+\.\d+) seconds|(?<![\w.])(\d+\.\d{2,})( ?s| seconds)\b/g;
const durationKeys = new Set(['execution_time', 'elapsed', 'elapsed_time', 'command_wall_clock_time']);

/** Durations no longer than the step become a placeholder. */
export const duration: Normaliser = {
  name: 'duration',
  why: 'Durations vary from run to run.',
  trigger: /\.\d+ ?s/,
  text: (text, context) =>
    text.replaceAll(
      durationInText,
      (found, hours?: string, minutes?: string, rest?: string, short?: string, unit?: string) => {
        const seconds = short ? Number(short) : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
        return isWithin(seconds, context) ? `{duration}${unit ?? ''}` : found;
      },
    ),
  value: (value, path, context) =>
    typeof value === 'number' && isDuration(path.at(-1) ?? '', value) && isWithin(value, context)
      ? '{duration}'
      : value,
};

/** `perf_info.json` has a dozen keys with the same ending. A whole number of seconds is a setting, not a measurement. */
const isDuration = (key: string, value: number) =>
  durationKeys.has(key) ||
  key.endsWith('_elapsed') ||
  (/^(?:(?:duration|elapsed)_s(?:econds)?|seconds)$/.test(key) && value % 1 !== 0);

const isWithin = (seconds: number, { window }: Context) => seconds * 1000 <= window.end - window.start + 1000;

/** Seconds between the newest row and the moment of the check, in `sources.json` and the log. */
const ageKeys = new Set(['max_loaded_at_time_ago_in_s', 'age']);

/** The age of a source's rows becomes the hour in which they were loaded. */
export const age: Normaliser = {
  name: 'age',
  why: 'The age of rows depends on the time of the run.',
  value: (value, path, { window }) => {
    if (typeof value !== 'number' || !ageKeys.has(String(path.at(-1)))) return value;
    // The check was somewhere within the step: the nearest hour does not depend on when.
    const loaded = Math.round(((window.start + window.end) / 2 - value * 1000) / hour) * hour;
    return `{age since ${new Date(loaded).toISOString().slice(0, 13)}h}`;
  },
};
