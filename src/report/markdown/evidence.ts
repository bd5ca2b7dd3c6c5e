/** What an issue shows of a cause: which differences with their values, and its facts as a list. */

import type { Difference } from '../../facets/difference.ts';
import { type FacetName, titleOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import { byImportance } from '../../findings/example.ts';
import type { Finding } from '../../findings/finding.ts';
import { type FactGroup, factGroups } from '../facts.ts';
import { code, plain } from './markdown.ts';

/** Differences shown with their values; facts in the list. Others are counted. */
const [maxShown, maxFacts] = [3, 12];

/**
 * The differences of one step that an issue shows: what the cause is named after first, then what matters most, one of each
 * facet. What is internal is only shown where nothing else is.
 */
export function pickShown(differences: readonly Difference[]): readonly Difference[] {
  const sorted = differences.toSorted(
    (a, b) => Number(isNamesake(b)) - Number(isNamesake(a)) || byImportance(a, b),
  );
  const [lead] = sorted;
  if (!lead) return [];
  const shown = [lead];
  for (const each of sorted)
    if (
      each.step === lead.step &&
      each.impact !== 'internals' &&
      shown.every(({ facet }) => facet !== each.facet)
    )
      shown.push(each);
  return shown.slice(0, maxShown);
}

/** Whether the cause is named after this difference. */
const isNamesake = (difference: Difference): boolean => difference.fingerprint === difference.cause;

/**
 * The facts of a cause over all cases, what matters most first; internals are counted.
 * @param standing of the cause: where a new cause is registered in part, what is not is marked.
 */
export function factList(differences: readonly Difference[], standing: Finding['standing']): string {
  const isPartly = standing === 'new' && differences.some(({ expectation }) => expectation !== undefined);
  const groups = factGroups(differences);
  const listed = groups.filter(({ impact }) => impact !== 'internals');
  const shown = (listed.length > 0 ? listed : groups).slice(0, maxFacts);
  const rest = (listed.length > 0 ? listed : groups).slice(maxFacts);
  const internals = listed.length > 0 ? groups.filter(({ impact }) => impact === 'internals') : [];
  return [
    ...shown.map((group) => factLine(group, isPartly)),
    ...(rest.length > 0 ? [`- and ${counted(rest.length, 'more fact')} of ${sizeOf(rest)}`] : []),
    ...(internals.length > 0
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
  const cases = counted(new Set(differences.map((one) => one.case)).size, 'case');
  const what = [facet, kind, facet === 'stdout' || facet === 'stderr' ? '' : subject]
    .filter(Boolean)
    .join(' ');
  return `- ${impact}${isNew ? ', not registered' : ''}: ${plain(titleOf(first))}${like} (${code(what)}, ${cases})`;
}

/** Facets whose paths name something: a file, a key, a relation. */
const isNamed: readonly FacetName[] = ['artifacts', 'files', 'database', 'sql'];
