import { stripVTControlCharacters } from 'node:util';
import type { Normalised } from '../../normalise/normalise.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { type Ended, kinds } from './kinds.ts';

/** Exit code or signal, limits, processes left behind. */
export const compareExit: Comparator<'exit', typeof kinds> = (reference, candidate) => {
  const deviations: DifferenceOf<'exit', typeof kinds>[] = [];
  const [r, c] = [reference.exit, candidate.exit];
  if (r.limit !== c.limit)
    deviations.push({
      facet: 'exit',
      kind: 'exit-limit',
      path: 'limit',
      reference: cutOff(reference),
      candidate: cutOff(candidate),
    });
  if (r.code !== c.code || r.signal !== c.signal)
    deviations.push({
      facet: 'exit',
      kind: 'exit-code',
      path: 'code',
      reference: told(reference),
      candidate: told(candidate),
    });
  if (reference.leftovers === 0 && candidate.leftovers > 0)
    deviations.push({
      facet: 'exit',
      kind: 'processes-left',
      path: 'leftovers',
      reference: 0,
      candidate: candidate.leftovers,
    });
  return deviations;
};

/** How it ended, with the last thing it said: the cause of a failure is usually there. */
const told = ({ exit, stdout, stderr }: Normalised): Ended => ({
  ended: exit.signal ?? exit.code,
  says: lastLine(stderr) || lastLine(stdout),
});

const cutOff = (side: Normalised) =>
  side.exit.limit === null ? null : { ended: side.exit.limit, says: told(side).says };

/** Codes that only set a colour say nothing. */
const lastLine = (lines: readonly string[]) =>
  lines.findLast((line) => stripVTControlCharacters(line).trim() !== '' && !line.startsWith('{no ')) ?? '';

export const exit = defineFacet({
  name: 'exit',
  label: 'exit code',
  where: 'In the exit',
  about:
    'How the step ended: exit code or signal, limits that were exceeded, processes that are still running.',
  lookIn: ['cli/main', 'cli/{command}', 'task/{command}', 'tasks/{command}'],
  strength: 5,
  compare: compareExit,
  kinds,
});
