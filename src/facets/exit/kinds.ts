import type { Json } from '../../config/json.ts';
import { type Both, kind } from '../facet.ts';
import { flat, quoted } from '../wording.ts';

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
    title: ({ reference, candidate }) => {
      const extra = unknownCommand(reference);
      if (extra !== undefined && unknownCommand(candidate) === undefined)
        return `has an extra command ${extra}, which ends with ${candidate.ended}${saying(candidate)}`;
      if (reference.ended === candidate.ended) return `fails for another reason${saying(candidate)}`;
      return candidate.ended === 0
        ? `reports success instead of exit code ${reference.ended}${reference.says === '' ? '' : saying(reference)}`
        : `exits with ${candidate.ended} instead of ${reference.ended}${saying(candidate)}`;
    },
    fix: ({ reference, candidate }) => {
      const extra = unknownCommand(reference);
      return extra !== undefined && unknownCommand(candidate) === undefined
        ? `Register the command ${extra} as intended, or remove it; here it ends with ${candidate.ended}${after(candidate)}.`
        : endAs({ reference, candidate });
    },
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

const endAs = ({ reference, candidate }: Both<Ended>) =>
  `End with ${reference.ended}, as the reference does${after(reference)}; it ends with ${candidate.ended}${after(candidate)}.`;

/** The command that a command line parser refuses, in the words of click. */
const unknownCommand = ({ says }: Ended) => /No such command '([^']+)'/.exec(says)?.[1];

const saying = ({ says }: Ended) => (says === '' ? ', printing nothing' : `: ${flat(says)}`);

const after = (side: Ended) =>
  side.says === '' ? ' without printing anything' : ` after ${quoted(side.says)}`;
