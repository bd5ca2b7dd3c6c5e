import type { Frame, Normaliser } from './normaliser.ts';

/** `0 hours 0 minutes and 0.28 seconds`, `0.28s`, `0.011 seconds`: read whole, so that a longer duration stays whole. */
const spoken = /\b(\d+) hours (\d+) minutes and (\d+\.\d+) seconds|(?<![\w.])(\d+\.\d{2,})( ?s| seconds)\b/g;
const measured = new Set(['execution_time', 'elapsed', 'elapsed_time', 'command_wall_clock_time']);

/** Durations no longer than the step itself become a placeholder. */
export const duration: Normaliser = {
  name: 'duration',
  why: 'Durations vary from run to run.',
  trigger: /\.\d+ ?s/,
  text: (text, frame) =>
    text.replaceAll(
      spoken,
      (found, hours?: string, minutes?: string, rest?: string, short?: string, unit?: string) => {
        const seconds = short ? Number(short) : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
        return fits(seconds, frame) ? `{duration}${unit ?? ''}` : found;
      },
    ),
  value: (value, path, frame) =>
    typeof value === 'number' && isMeasured(path.at(-1) ?? '', value) && fits(value, frame)
      ? '{duration}'
      : value,
};

/** `perf_info.json` has a dozen keys that end alike. A whole number of seconds is set rather than measured. */
const isMeasured = (key: string, value: number) =>
  measured.has(key) ||
  key.endsWith('_elapsed') ||
  (/^(?:(?:duration|elapsed)_s(?:econds)?|seconds)$/.test(key) && value % 1 !== 0);

const fits = (seconds: number, { window }: Frame) => seconds * 1000 <= window.end - window.start + 1000;
