/** The first lines of every report: how compatible the candidate is, and which commands work. */
import { counted } from '../facets/wording.ts';
import { compatibleOf } from './compatible.ts';
import { byCommand, byFacet, type Graded } from './grade.ts';
import { type Compatible, outlooks } from './json/schema.ts';
import type { Run } from './run.ts';
import { percent, totalsOf } from './score.ts';
import { countsOf } from './wording.ts';

type Counted = Graded & Pick<Run, 'findings'>;

/** Cases by how they compare with the reference, a sentence each, the share of compatible cases first. */
export function headline(run: Counted): readonly string[] {
  const numbers = compatibleOf(run);
  const { of } = numbers;
  if (of === 0) return ['No score: nothing was compared', ...uncounted(run)];
  return [
    `${numbers.cases} of ${counted(of, 'case')} compatible (${percent(numbers.score)})${parts(numbers)}`,
    ...(numbers.known + numbers.known_causes > 0
      ? [withCauses(numbers.known, 'known defects', numbers.known_causes)]
      : []),
    numbers.new + numbers.new_causes > 0
      ? withCauses(numbers.new, 'new differences', numbers.new_causes)
      : `No new differences${run.findings.some(({ status }) => status === 'new') ? ' above internals' : ''}`,
    beyondConsole(numbers),
    ...uncounted(run),
  ];
}

const beyondConsole = ({ beyond_console: count, of }: Compatible) =>
  `${count === 0 ? 'No case' : `${count} of ${counted(of, 'case')}`} ${count > 1 ? 'differ' : 'differs'} in more than console output and internals`;

function parts({ identical, internals, intended }: Compatible): string {
  const counts = countsOf([
    [identical, 'identical'],
    [internals, 'identical but for internals'],
    [intended, 'with intended differences only'],
  ]);
  return counts && `: ${counts}`;
}

const withCauses = (cases: number, what: string, causes: number) =>
  `${counted(cases, 'case')} ${cases === 1 ? 'has' : 'have'} ${what}: ${counted(causes, 'cause')}`;

/** Cases that say nothing about the candidate. */
function uncounted({ results }: Pick<Run, 'results'>): readonly string[] {
  const { error, skipped } = totalsOf(results);
  const counts = countsOf([
    [error, 'ended in an error'],
    [skipped, 'skipped'],
  ]);
  return counts === '' ? [] : [`Not counted: ${counts}`];
}

/** Commands by what a user of them has to expect, a line each, and in how many cases each facet differs. */
export function shareLines(run: Graded): readonly string[] {
  const commands = byCommand(run);
  const lines = outlooks.flatMap((outlook) => {
    const named = commands.filter((share) => share.outlook === outlook).map(({ command }) => command);
    return named.length === 0
      ? []
      : [`${outlook.padEnd(8)} ${counted(named.length, 'command')}: ${named.join(', ')}`];
  });
  const differing = byFacet(run)
    .filter(({ cases, compatible }) => cases > compatible)
    .map(({ facet, cases, compatible }) => `${facet} ${cases - compatible}`);
  return differing.length === 0 ? lines : [...lines, `cases that differ, by facet: ${differing.join(', ')}`];
}
