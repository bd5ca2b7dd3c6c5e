import type { Frame, Normaliser } from './normaliser.ts';

/** A time of day, with its date and zone where it has them. Read whole, so that the time of another day stays. */
const moment =
  /(?<![\d:T-])(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?(?![\d:])/g;
/** As web servers log it. */
const logged = /(?<![\d/])(\d\d)\/([A-Z][a-z]{2})\/(\d{4}) (\d\d:\d\d:\d\d)(?![\d:])/g;
/** Seconds since 1970 within a text: a page that has an artifact in it, or, whole ones, a value in JSON. */
const counted = /(?<![\d.])\d{10}\.\d{3,}(?!\d)|(?<=": ?)\d{10}(?![\d.])/g;
/** Clocks of engine and harness are the same machine’s; rounding to seconds needs one. */
const slack = 1500;
const day = 86_400_000;

/**
 * Times of the step itself become a placeholder; every other time is data and stays.
 * Steps run with TZ=UTC, so a time without a zone is UTC.
 */
export const clock: Normaliser = {
  name: 'clock',
  why: 'Output, logs and artifacts contain the current time.',
  trigger: /:\d\d:\d\d|\d{10}\.\d{3}|": ?\d{10}/,
  text: (text, frame) =>
    text
      .replaceAll(logged, (found, day, month, year, time) =>
        isNow(Date.parse(`${day} ${month} ${year} ${time}Z`), frame) ? '{moment}' : found,
      )
      .replaceAll(counted, (found) => (isNow(Number(found) * 1000, frame) ? '{moment as seconds}' : found))
      .replaceAll(moment, (found, date: string | undefined, ...time: TimeParts) => {
        if (date) return isNow(Date.parse(`${date}T${timeOf(...time)}`), frame) ? '{moment}' : found;
        return isTimeOfStep(timeOf(...time), frame) ? '{time}' : found;
      }),
  value: (value, _path, frame) =>
    typeof value === 'number' && isNow(value * 1000, frame) ? '{moment as seconds}' : value,
};

/** What `moment` finds after the date. */
type TimeParts = [time: string, fraction: string | undefined, zone: string | undefined];

/** As `Date` reads it. */
function timeOf(...[time, fraction = '', zone = 'Z']: TimeParts): string {
  const thousandths = fraction.slice(0, 3).padEnd(3, '0');
  return `${time}.${thousandths}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`;
}

/** Whether the step ran at this time of day: `06:58:21`, with fraction and zone or without. */
export function isTimeOfStep(time: string, frame: Frame): boolean {
  const ofDay = Date.parse(`1970-01-01T${time}${/[Z+-]/.test(time) ? '' : 'Z'}`);
  const midnight = Math.floor(frame.window.start / day) * day;
  // A step may run across midnight.
  return isNow(midnight + ofDay, frame) || isNow(midnight + day + ofDay, frame);
}

/** Whether a text is a moment of the step and nothing else, with its date. */
export function isMoment(text: string, frame: Frame): boolean {
  const [found] = text.matchAll(moment);
  const [whole, date, time = '', fraction, zone] = found ?? [];
  return (
    whole === text &&
    date !== undefined &&
    isNow(Date.parse(`${date}T${timeOf(time, fraction, zone)}`), frame)
  );
}

/** Whether a time in milliseconds since 1970 is one of the step. */
export const isNow = (at: number, { window }: Pick<Frame, 'window'>): boolean =>
  at >= window.start - slack && at <= window.end + slack;
