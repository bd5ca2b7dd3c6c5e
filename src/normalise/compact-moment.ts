import { isNow } from './clock.ts';
import type { Normaliser } from './normaliser.ts';

/** Date and time in digits, as in names of files, and a number after a dash: a process id that keeps such a name unique. */
const compact = /(?<!\d)(\d{4})(\d\d)(\d\d)[T_-]?(\d\d)(\d\d)(\d\d)(?:\d{3}|\d{6})?(Z?)(-\d+)?(?!\d)/g;

/** A moment of the step that is written without separators becomes a placeholder. */
export const compactMoment: Normaliser = {
  name: 'compact-moment',
  why: 'Names of files that an engine keeps for each invocation contain the current time and the process id.',
  trigger: /20\d{6}[T_-]?\d{6}/,
  text: (text, frame) =>
    text.replaceAll(compact, (found, year, month, day, hours, minutes, seconds, zone, id) =>
      isNow(Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`), frame)
        ? `{moment}${zone}${id === undefined ? '' : '-{id}'}`
        : found,
    ),
};
