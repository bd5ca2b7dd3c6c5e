/** What an issue shows of a cause: which differences with their values, and its facts as a list. */
import type { Difference } from '../../facets/difference.ts';
import { type FacetName, titleOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import type { Cause } from '../../findings/cause.ts';
import { byImportance } from '../../findings/example.ts';
import { type FactGroup, factGroups, isNamesake } from '../facts.ts';
import { code, plain } from './markdown.ts';

/** Differences shown with their values; facts in the list. Others are counted. */
const [maxShown, maxFacts] = [3, 12];

/**
 * The differences of one step that an issue shows: what the cause is named after first, then by impact, one of each facet.
 * Internals are only shown if there is nothing else.
 */
export function pickShown(differences: readonly Difference[]): readonly Difference[] {
  const sorted = differences.toSorted(
    (a, b) => Number(isNamesake(b)) - Number(isNamesake(a)) || byImportance(a, b),
  );
  const [main] = sorted;
  if (!main) return [];
  const others = sorted.filter(
    ({ step, impact, facet }) => step === main.step && impact !== 'internals' && facet !== main.facet,
  );
  const firsts = [...Map.groupBy(others, ({ facet }) => facet).values()].flatMap(([first]) => first ?? []);
  return [main, ...firsts].slice(0, maxShown);
}

/**
 * The facts of a cause over all cases, by impact; internals are counted.
 * @param status of the cause: if a new cause is registered in part, facts that are not registered are marked.
 */
export function factList(differences: readonly Difference[], status: Cause['status']): string {
  const isPartly = status === 'new' && differences.some(({ expectation }) => expectation !== undefined);
  const groups = factGroups(differences);
  const internals = groups.filter(({ impact }) => impact === 'internals');
  const isInternal = internals.length === groups.length;
  const listed = isInternal ? groups : groups.filter(({ impact }) => impact !== 'internals');
  const rest = listed.slice(maxFacts);
  return [
    ...listed.slice(0, maxFacts).map((group) => factLine(group, isPartly)),
    ...(rest.length > 0 ? [`- and ${counted(rest.length, 'more fact')} of ${sizeOf(rest)}`] : []),
    ...(internals.length > 0 && !isInternal
      ? [
          `- internals: ${sizeOf(internals)} in ${[...new Set(internals.map(({ facet }) => facet))].join(', ')}`,
        ]
      : []),
  ].join('\n');
}

const sizeOf = (groups: readonly FactGroup[]) =>
  counted(
    groups.reduce((sum, { differences }) => sum + differences.length, 0),
    'difference',
  );

function factLine({ facet, kind, subject, impact, differences }: FactGroup, isPartly: boolean): string {
  const [first] = differences as readonly [Difference, ...Difference[]];
  const isNew = isPartly && differences.some(({ expectation }) => expectation === undefined);
  const places = new Set(differences.map(({ path }) => path)).size;
  const like = isNamed.includes(facet) && places > 1 ? `, and ${places - 1} more like it` : '';
  const cases = counted(new Set(differences.map((difference) => difference.case)).size, 'case');
  const what = [facet, kind, facet === 'stdout' || facet === 'stderr' ? '' : subject]
    .filter(Boolean)
    .join(' ');
  return `- ${impact}${isNew ? ', not registered' : ''}: ${plain(titleOf(first))}${like} (${code(what)}, ${cases})`;
}

/** Facets whose paths name something: a file, a key, a relation. */
const isNamed: readonly FacetName[] = ['artifacts', 'files', 'database', 'sql'];
