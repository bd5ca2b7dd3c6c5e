import type { Json } from '../../observe/observation.ts';
import { type Both, kind } from '../facet.ts';
import { quoted, words } from '../wording.ts';

/** How a step ended, and the last line it printed: why it ended like that is usually said there. */
export type Ended = {
  /** Exit code, name of a signal, or the limit that was hit. */
  readonly ended: Json;
  readonly says: string;
};

export const kinds = {
  'exit-code': kind<Both<Ended>>({
    about:
      'The step ended with a different exit code or signal. Reports show it with the last line that each side printed. Scripts and schedulers rely on the exit code: 0 success, 1 handled failure, 2 wrong usage or unhandled error. Look for an exception that is caught, or a result that is not returned.',
    impact: 'outcome',
    title: ({ reference, candidate }) =>
      reference.ended === candidate.ended
        ? `fails for another reason${saying(candidate)}`
        : `${endsWith(candidate)} instead of ${reference.ended}${saying(candidate)}`,
    fix: ({ reference, candidate }) =>
      `End with ${reference.ended}, as the reference does${after(reference)}; it ends with ${candidate.ended}${after(candidate)}.`,
    subject: () => 'exit code',
  }),
  'exit-limit': kind<Both<Ended | null>>({
    about:
      'One side exceeded the limit on time, memory, processes or output, and was killed. Reports show the last line it printed. Look for what keeps running or growing. If it is the reference, the limit is too low: [configuration](configuration.md).',
    impact: 'outcome',
    title: ({ reference, candidate }) =>
      candidate
        ? `is killed at the limit on ${limitOf(candidate)}${saying(candidate)}`
        : `ends within the limit on ${limitOf(reference)} that the reference runs into`,
    fix: ({ candidate, reference }) =>
      candidate
        ? `Find what keeps it running to the limit on ${limitOf(candidate)}; it was killed${after(candidate)}.`
        : `Nothing to fix: the limit on ${limitOf(reference)} is too low for the reference.`,
    subject: () => 'limit',
  }),
  'processes-left': kind<Both<number>>({
    about:
      'Processes of the step were still running after its program had ended. dvt-compat kills them; on a user’s machine they keep running. Look for child processes that the program does not wait for.',
    impact: 'outcome',
    title: ({ candidate }) => `leaves ${candidate === 1 ? '1 process' : `${candidate} processes`} running`,
    fix: ({ candidate }) =>
      `Wait for its child processes or end them before exiting; ${candidate} still ran after it had ended.`,
    subject: () => 'processes left',
  }),
};

const limits: Readonly<Record<string, string>> = { deadline: 'time' };
const limitOf = (side: Ended | null) => limits[String(side?.ended)] ?? String(side?.ended);

const endsWith = ({ ended }: Ended) =>
  ended === 0 ? 'reports success (exit code 0)' : `exits with ${ended}`;

const saying = ({ says }: Ended) => (says === '' ? ', printing nothing' : `: ${words(says)}`);

const after = (side: Ended) =>
  side.says === '' ? ' without printing anything' : ` after ${quoted(side.says)}`;
