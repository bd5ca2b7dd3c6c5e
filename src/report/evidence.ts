/** What an issue shows of a cause: a few differences with their values, then its facts as a list. */
import type { Difference } from '../compare/difference.ts';
import { impacts } from '../facets/impact.ts';
import { facetOf, titleOf } from '../facets/registry.ts';
import type { Json } from '../observe/observation.ts';
import { ending, isExit } from './behaviour.ts';
import { excerptOf } from './excerpt.ts';
import { type FactGroup, factGroups } from './facts.ts';
import { cellCode, code, fence, plain } from './markdown.ts';
import type { Sides } from './sides.ts';
import { plural } from './verdict-line.ts';

/** Differences shown with their values; rows of a table; facts in the list. Others are counted. */
const [maxShown, maxRows, maxFacts] = [3, 12, 12];
/** Of what only one side shows, its beginning and its end say enough. */
const [maxAlone, edge] = [12, 5];

/**
 * The differences of one step that an issue shows: what the cause is named after first, then what matters most, one of each
 * facet. What is internal is only shown where nothing else is.
 */
export function pickShown(differences: readonly Difference[]): readonly Difference[] {
  const sorted = differences.toSorted(
    (a, b) =>
      Number(isNamesake(b)) - Number(isNamesake(a)) || impacts.indexOf(a.impact) - impacts.indexOf(b.impact),
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

/** The values that differ: a diff, both next to each other, or what only one side shows. */
export function valuesOf(sides: Sides, difference: Difference, inStep: readonly Difference[]): string {
  if (difference.facet === 'database')
    return relations(
      sides,
      inStep.filter(({ facet }) => facet === 'database'),
    );
  const at = where(difference);
  const [reference, candidate] = [plain(sides.reference), plain(sides.candidate)];
  if (isExit(difference))
    return `${at}:\n\n- ${reference}: ${ending(difference, 'reference')}\n- ${candidate}: ${ending(difference, 'candidate')}`;
  const excerpt = excerptOf(readable(difference));
  if (excerpt.reference === null || excerpt.candidate === null) {
    const side = excerpt.reference === null ? candidate : reference;
    return `${at}, only ${side} shows:\n\n${fence(edges(excerpt.reference ?? excerpt.candidate ?? ''))}`;
  }
  if (excerpt.diff !== null)
    return `${at}, ${reference} (\`-\`) and ${candidate} (\`+\`):\n\n${fence(excerpt.diff, 'diff')}`;
  return `${at}:\n\n- ${reference}: ${code(excerpt.reference)}\n- ${candidate}: ${code(excerpt.candidate)}`;
}

/** `On stdout, at line 3`; some differences are about a facet as a whole. */
const where = ({ facet, path }: Difference): string =>
  path === '' ? facetOf(facet).where : `${facetOf(facet).where}, at ${code(path)}`;

/** Of a log event what it says: the rest of it is the same for each event. */
function readable<D extends Difference>(difference: D): D {
  if (difference.facet !== 'events') return difference;
  const said = (value: Json | undefined) => {
    const info = (value as { info?: { msg?: string; level?: string } } | null | undefined)?.info;
    return info?.msg === undefined ? value : `[${info.level}] ${info.msg}`;
  };
  return { ...difference, reference: said(difference.reference), candidate: said(difference.candidate) };
}

/** Everything that differs in the database, next to each other. */
function relations(sides: Sides, all: readonly Difference[]): string {
  const rows = all.slice(0, maxRows).map(({ path, reference, candidate }) => {
    const [relation = '', ...keys] = path.split('/');
    return `| ${[cellCode(relation), keys.map((key) => plain(key)).join(' '), cell(reference), cell(candidate)].join(' | ')} |`;
  });
  return [
    `In the database${all.length > maxRows ? `, the first ${maxRows} of ${all.length} differences` : ''}:`,
    [
      `| relation | property | ${plain(sides.reference)} | ${plain(sides.candidate)} |`,
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

function cell(value: Json | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return cellCode(value);
  const rows = value as { readonly count?: number; readonly only?: readonly string[] } | null;
  if (typeof rows?.count !== 'number' || !Array.isArray(rows.only)) return cellCode(JSON.stringify(value));
  const [first] = rows.only as readonly string[];
  return `${plural(rows.count, 'row')}${first === undefined ? '' : `, only here ${cellCode(first)}`}`;
}

function edges(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= maxAlone) return text;
  return [...lines.slice(0, edge), `… ${lines.length - 2 * edge} more lines`, ...lines.slice(-edge)].join(
    '\n',
  );
}

/** The facts of a cause over all cases, what matters most first; internals are counted. */
export function factList(differences: readonly Difference[]): string {
  const groups = factGroups(differences);
  const listed = groups.filter(({ impact }) => impact !== 'internals');
  const shown = (listed.length > 0 ? listed : groups).slice(0, maxFacts);
  const rest = (listed.length > 0 ? listed : groups).slice(maxFacts);
  const internals = listed.length > 0 ? groups.filter(({ impact }) => impact === 'internals') : [];
  return [
    ...shown.map(factLine),
    ...(rest.length > 0 ? [`- and ${plural(rest.length, 'more fact')} of ${sizeOf(rest)}`] : []),
    ...(internals.length > 0
      ? [
          `- internals: ${sizeOf(internals)} in ${[...new Set(internals.map(({ facet }) => facet))].join(', ')}`,
        ]
      : []),
  ].join('\n');
}

const sizeOf = (groups: readonly FactGroup[]) =>
  plural(
    groups.reduce((sum, { differences }) => sum + differences.length, 0),
    'difference',
  );

function factLine({ facet, kind, subject, impact, differences }: FactGroup): string {
  const [first] = differences as readonly [Difference, ...Difference[]];
  const like =
    new Set(differences.map(({ path, facet: of }) => (of === 'stdout' ? titleOf(first) : path))).size - 1;
  const cases = plural(new Set(differences.map((one) => one.case)).size, 'case');
  const what = [facet, kind, subject].filter(Boolean).join(' ');
  return `- ${impact}: ${plain(titleOf(first))}${like > 0 ? `, and ${like} more like it` : ''} (${code(what)}, ${cases})`;
}
