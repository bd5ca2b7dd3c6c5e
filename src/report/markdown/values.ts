/** The values of a difference, as an issue shows them. */
import type { Difference } from '../../facets/difference.ts';
import { facetOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import type { Json } from '../../observe/observation.ts';
import { readable } from '../readable.ts';
import type { SideNames } from '../wording.ts';
import { ending, isExit } from './behaviour.ts';
import { excerptOf } from './excerpt.ts';
import { cellCode, code, fence, plain, row } from './markdown.ts';

/** Rows of a table; others are counted. */
const maxRows = 12;
/** Lines at both ends of what only one side shows, where it is longer than `maxAlone`. */
const [maxAlone, edge] = [12, 5];

/** The values that differ: a diff, both next to each other, or what only one side shows. */
export function valuesOf(sides: SideNames, difference: Difference, inStep: readonly Difference[]): string {
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

/** Everything that differs in the database, side by side. */
function relations(sides: SideNames, all: readonly Difference[]): string {
  const rows = all.slice(0, maxRows).map(({ path, reference, candidate }) => {
    const [relation = '', ...keys] = path.split('/');
    return row([
      cellCode(relation),
      keys.map((key) => plain(key)).join(' '),
      cell(reference),
      cell(candidate),
    ]);
  });
  const head = row(['relation', 'property', plain(sides.reference), plain(sides.candidate)]);
  const some = all.length > maxRows ? `, the first ${maxRows} of ${all.length} differences` : '';
  return `In the database${some}:\n\n${[head, '| --- | --- | --- | --- |', ...rows].join('\n')}`;
}

function cell(value: Json | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return cellCode(value);
  const rows = value as { readonly count?: number; readonly only?: readonly string[] } | null;
  if (typeof rows?.count !== 'number' || !Array.isArray(rows.only)) return cellCode(JSON.stringify(value));
  const [first] = rows.only as readonly string[];
  return `${counted(rows.count, 'row')}${first === undefined ? '' : `, only here ${cellCode(first)}`}`;
}

function edges(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= maxAlone) return text;
  return [...lines.slice(0, edge), `… ${lines.length - 2 * edge} more lines`, ...lines.slice(-edge)].join(
    '\n',
  );
}
