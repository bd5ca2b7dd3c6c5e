/** What a run says of its engines and of itself: packages, replaced names, cases that were repeated with cold starts. */
import { counted } from '../facets/wording.ts';
import { type Replaced, sumReplaced } from '../identity/replace.ts';
import type { Side } from '../workspace/workspace.ts';
import type { Report } from './json/schema.ts';
import type { Run } from './run.ts';
import { namesOf, sides } from './wording.ts';

/**
 * How the packages of the two engines differ, a sentence for each kind of difference; none if the packages of a side are not
 * known, as of a plain program.
 * @param most so many packages are named.
 */
export function packageLines(
  { reference: { packages: r }, candidate: { packages: c } }: Pick<Run, Side>,
  most: number,
): readonly string[] {
  if (Object.keys(r).length === 0 || Object.keys(c).length === 0) return [];
  const only = (of: typeof r, other: typeof r) =>
    Object.entries(of).flatMap(([name, version]) => (name in other ? [] : [`${name} ${version}`]));
  const changed = Object.entries(r).flatMap(([name, version]) =>
    c[name] === undefined || c[name] === version ? [] : [`${name} ${version} → ${c[name]}`],
  );
  const lines = [
    ['packages that differ', changed],
    ['only installed for the reference', only(r, c)],
    ['only installed for the candidate', only(c, r)],
  ] as const;
  return lines.filter(([, all]) => all.length > 0).map(([what, all]) => `${what}: ${namesOf(all, most)}`);
}

/** By side: the strings that each placeholder was put in place of, and in how many places. */
export const identityOf = ({ results }: Pick<Run, 'results'>): Readonly<Record<Side, Replaced>> => ({
  reference: sumReplaced(results.map(({ identity }) => identity?.reference ?? {})),
  candidate: sumReplaced(results.map(({ identity }) => identity?.candidate ?? {})),
});

/** A sentence for each side of which something was replaced. */
export function identityLines(run: Pick<Run, 'results'>): readonly string[] {
  const all = identityOf(run);
  return sides.flatMap((side) => {
    const parts = Object.entries(all[side]).map(([placeholder, originals]) =>
      replacedText(placeholder, originals),
    );
    return parts.length === 0 ? [] : [`replaced for the ${side}: ${parts.join(', ')}`];
  });
}

/** More strings than these are counted: every set of variables has a checksum of its own. */
const maxStrings = 3;

function replacedText(placeholder: string, originals: Replaced[string]): string {
  const strings = Object.keys(originals);
  const places = Object.values(originals).reduce((sum, number) => sum + number, 0);
  const shown = strings.length > maxStrings ? `${strings.length} values` : strings.join(' or ');
  return `${placeholder} is ${shown} (${counted(places, 'place')})`;
}

type ColdRun = Pick<Run, 'invented' | 'results' | 'seed'>;

/** Cases in which a warm host showed a difference that a normal start of the engine does not show. */
const inventedCases = ({ invented }: Pick<Run, 'invented'>) => [
  ...new Set(invented.map((found) => found.case)),
];

const checkedCases = ({ results }: Pick<Run, 'results'>) =>
  results.filter(({ checkedCold }) => checkedCold).map((result) => result.case.id);

/** What `report.json` says of cold starts. */
export const coldChecks = (run: ColdRun): Pick<Report, 'invented' | 'cold'> => ({
  invented: inventedCases(run).length,
  cold: {
    ...(run.seed !== undefined && { seed: run.seed }),
    checked: checkedCases(run),
    invented: run.invented,
  },
});

/** A sentence for people if a host invented something. */
export function inventedLines(run: Pick<Run, 'invented'>): readonly string[] {
  const cases = inventedCases(run);
  if (cases.length === 0) return [];
  const shown = cases.slice(0, 5).join(', ');
  return [
    `Fault of dvt-compat: in ${counted(cases.length, 'case')} (${shown}${cases.length > 5 ? ', …' : ''}) its warm host showed ` +
      'what a normal start of the engine does not. All verdicts here rest on normal starts. Please report it with run.json.',
  ];
}

/** A sentence on the cases that were repeated with cold starts although nothing differed. */
export const checkedLine = (run: ColdRun): readonly string[] =>
  run.seed === undefined
    ? []
    : [
        `${counted(checkedCases(run).length, 'case')} without a new difference were also run with cold starts, selected with the seed ${run.seed}`,
      ];
