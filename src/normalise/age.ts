import type { Normaliser } from './normaliser.ts';

const hour = 3_600_000;

/** How old a source's rows are becomes the hour they are of. */
export const age: Normaliser = {
  name: 'age',
  why: 'The age of rows depends on the time of the run.',
  value: (value, path, { window }) => {
    if (typeof value !== 'number' || !ages.has(String(path.at(-1)))) return value;
    // Looked at somewhere within the step: the nearest hour is the same one wherever that was.
    const since = Math.round(((window.start + window.end) / 2 - value * 1000) / hour) * hour;
    return `{age since ${new Date(since).toISOString().slice(0, 13)}h}`;
  },
};

/** Seconds between the newest row and the look at it, in `sources.json` and the log. */
const ages = new Set(['max_loaded_at_time_ago_in_s', 'age']);
