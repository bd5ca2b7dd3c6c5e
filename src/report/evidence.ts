/** What an issue shows of a cause: a few differences with their values, then its facts as a list. */
import type { Difference, Untyped } from '../compare/difference.ts';
import type { Finding } from '../diagnose/finding.ts';
import { impacts } from '../facets/impact.ts';
import { type FacetName, facetOf, titleOf } from '../facets/registry.ts';
import type { Json } from '../observe/observation.ts';
import { ending, isExit, withoutTime } from './behaviour.ts';
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
    return `How it ends:\n\n- ${reference}: ${ending(difference, 'reference')}\n- ${candidate}: ${ending(difference, 'candidate')}`;
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

/** A difference as people read it: of a log event what it says, of output lines no times, of a file what became of it. */
function readable({ facet, kind, path, reference, candidate }: Difference): Untyped {
  const [r, c] = [reference, candidate].map((value) =>
    value === undefined ? undefined : toldOf(facet, value),
  );
  const isTold = [r, c].every((value) => value === undefined || typeof value === 'string');
  return {
    // Shown as text, not as JSON.
    facet: isTold && (r !== reference || c !== candidate) ? 'stdout' : facet,
    kind,
    path,
    ...(r !== undefined && { reference: r }),
    ...(c !== undefined && { candidate: c }),
  };
}

function toldOf(facet: FacetName, value: Json): Json {
  if (facet === 'stdout' || facet === 'stderr') return withoutTimes(value);
  if (typeof value !== 'object' || value === null) return value;
  const { info, ended, says, kind, change, ...rest } = value as {
    readonly info?: { readonly msg?: string; readonly level?: string };
    readonly ended?: string;
    readonly says?: string;
    readonly kind?: string;
    readonly change?: string;
  };
  if (facet === 'events' && info?.msg !== undefined) return `[${info.level}] ${withoutTime(info.msg)}`;
  if (ended !== undefined && says !== undefined) return `${ended}: ${says}`;
  if (facet === 'files' && kind && change && Object.keys(rest).length === 0) return `${change} ${kind}`;
  return value;
}

const withoutTimes = (value: Json): Json =>
  typeof value === 'string'
    ? withoutTime(value)
    : Array.isArray(value)
      ? value.map((line: Json) => (typeof line === 'string' ? withoutTime(line) : line))
      : value;

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

function factLine({ facet, kind, subject, impact, differences }: FactGroup, isPartly: boolean): string {
  const [first] = differences as readonly [Difference, ...Difference[]];
  const isNew = isPartly && differences.some(({ expectation }) => expectation === undefined);
  const places = new Set(differences.map(({ path }) => path)).size;
  const like = isNamed.includes(facet) && places > 1 ? `, and ${places - 1} more like it` : '';
  const cases = plural(new Set(differences.map((one) => one.case)).size, 'case');
  const what = [facet, kind, facet === 'stdout' || facet === 'stderr' ? '' : subject]
    .filter(Boolean)
    .join(' ');
  return `- ${impact}${isNew ? ', not registered' : ''}: ${plain(titleOf(first))}${like} (${code(what)}, ${cases})`;
}

/** Facets whose paths name something: a file, a key, a relation. */
const isNamed: readonly FacetName[] = ['artifacts', 'files', 'database', 'sql'];
