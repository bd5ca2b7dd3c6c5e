/** What a run says of its own hosts: what they invented, and which cases were also run cold. */
import { counted } from '../facets/wording.ts';
import type { Report } from './json/schema.ts';
import type { Run } from './run.ts';

/** Cases in which a warm host showed what a normal start of the engine does not. */
export const inventedCases = ({ invented }: Pick<Run, 'invented'>): readonly string[] => [
  ...new Set(invented.map((each) => each.case)),
];

/** The part of `report.json`. */
export function coldChecks(
  run: Pick<Run, 'invented' | 'results' | 'seed'>,
): Pick<Report, 'invented' | 'cold'> {
  return {
    invented: inventedCases(run).length,
    cold: {
      ...(run.seed !== undefined && { seed: run.seed }),
      checked: checkedCases(run),
      invented: run.invented.map(({ case: id, side, places }) => ({ case: id, side, places: [...places] })),
    },
  };
}

const checkedCases = ({ results }: Pick<Run, 'results'>) =>
  results.filter(({ checkedCold }) => checkedCold).map((result) => result.case.id);

/** A sentence for people where a host invented something; nothing where none did. */
export function inventedLines(run: Pick<Run, 'invented'>): readonly string[] {
  const cases = inventedCases(run);
  if (cases.length === 0) return [];
  const shown = cases.slice(0, 5).join(', ');
  return [
    `Fault of dvt-compat: in ${counted(cases.length, 'case')} (${shown}${cases.length > 5 ? ', …' : ''}) its warm host showed ` +
      'what a normal start of the engine does not. All verdicts here rest on normal starts. Please report it with run.json.',
  ];
}

/** What was run cold although nothing differed. */
export function checkedLine(run: Pick<Run, 'results' | 'seed'>): readonly string[] {
  const checked = checkedCases(run);
  if (run.seed === undefined) return [];
  return [
    `${counted(checked.length, 'case')} without a new difference were also run with cold starts, selected with the seed ${run.seed}`,
  ];
}
