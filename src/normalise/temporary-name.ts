import { isTimeOfStep } from './clock.ts';
import type { Normaliser } from './normaliser.ts';

/** Before the time, a microbatch has the day it is about. */
const stamped = /(__dbt_(?:tmp|backup)(?:_\d{8})?)(\d\d)(\d\d)(\d\d)\d{6}\b/g;

/** The time of day in the name of a temporary relation becomes a placeholder. */
export const temporaryName: Normaliser = {
  name: 'temporary-name',
  why: 'dbt-postgres appends the current time to the names of temporary relations.',
  trigger: /__dbt_(?:tmp|backup)_?\d/,
  text: (text, frame) =>
    text.replaceAll(stamped, (found, name: string, hours: string, minutes: string, seconds: string) =>
      isTimeOfStep(`${hours}:${minutes}:${seconds}`, frame) ? `${name}{time}` : found,
    ),
};
