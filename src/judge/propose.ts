/** Proposes expectations for differences that none covers: as narrow as they can be, for a person to keep and to give a reason. */

import { causeOf, type Deviation, type Difference } from '../compare/difference.ts';
import type { Json } from '../observe/observation.ts';
import { leads, placeOf } from './coverage.ts';
import { expecting } from './expectation.ts';
import type { Entry } from './expectation-file.ts';
import type { CaseResult } from './verdict.ts';

/** An entry without its reason, and the finding it belongs to. */
export interface Proposal {
  readonly entry: Entry;
  readonly fingerprint: string;
}

/** Longer texts are matched by how they begin. */
const longest = 160;

/** Facets whose paths are positions, which move with what stands before them. */
const positional: readonly Deviation['facet'][] = ['stdout', 'stderr', 'statements'];

/**
 * @param results of a run. What was seen only sometimes gets no entry: it would be stale the next time.
 * @param taken ids that are in use.
 */
export function proposeExpectations(
  results: readonly CaseResult[],
  taken: ReadonlySet<string>,
): readonly Proposal[] {
  const open = results.flatMap(uncovered);
  const groups = Map.groupBy(open, (one) => `${one.fingerprint} ${one.path.split('/').length}`);
  const proposals: Proposal[] = [];
  for (const group of groups.values()) {
    const [{ fingerprint }] = group as [Difference];
    const used = new Set([...taken, ...proposals.map(({ entry }) => entry.id)]);
    proposals.push({ entry: entryFor(group, unused(fingerprint, used)), fingerprint });
  }
  return proposals;
}

/** What an entry of its own has to cover: the rest follows from these, or from what blocks the case. */
function uncovered({ differences, verdict, blockedBy }: CaseResult): readonly Difference[] {
  const open = differences.filter((one) => one.expectation === undefined && one.seen === undefined);
  const blocker = verdict === 'blocked' ? open.find((one) => causeOf(one) === blockedBy) : undefined;
  const leading = new Set(open.filter(leads).map(placeOf));
  return open.filter(
    (one) => (leads(one) || !leading.has(placeOf(one))) && (!blocker || one.step <= blocker.step),
  );
}

function entryFor(group: readonly Difference[], id: string): Entry {
  const [{ facet, kind }] = group as [Difference];
  const paths = positional.includes(facet) ? [] : distinct(group.map(({ path }) => path));
  const entry: Entry = {
    id,
    status: 'known',
    reason: '',
    facet,
    kind,
    ...(paths.some((path) => path !== '') && { path: globOf(paths) }),
    cases: distinct(group.map((one) => one.case)),
    ...shown('reference', group),
    ...shown('candidate', group),
  };
  const covers = expecting([{ ...entry, file: '' }]);
  const missed = group.find((one) => covers(one.case, one) === undefined);
  if (missed)
    throw new Error(`The entry proposed for ${missed.id} does not cover it: ${JSON.stringify(entry)}`);
  return entry;
}

/** A glob that matches these paths, of as many segments each, and those that mix their segments. */
function globOf(paths: readonly string[]): string {
  const rows = paths.map((path) => path.split('/'));
  const columns = (rows[0] ?? []).map((_, at) => distinct(rows.map((row) => literal(row[at] ?? ''))));
  return columns.map((names) => (names.length === 1 ? names[0] : `{${names.join(',')}}`)).join('/');
}

const literal = (text: string) => text.replaceAll(/[\\*?[\]{}()!+@|,^$~"]/g, '\\$&');

function shown(side: 'reference' | 'candidate', group: readonly Difference[]): Partial<Entry> {
  const values = group.map((one) => one[side]);
  if (values.some((value) => value === undefined)) return {};
  const texts = distinct((values as Json[]).map(patternOf));
  return { [side]: texts.length === 1 ? texts[0] : `${texts.join('|')}` };
}

function patternOf(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const begin = text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  return `^${begin.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${begin === text ? '$' : ''}`;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function unused(id: string, taken: ReadonlySet<string>, n = 1): string {
  const name = n === 1 ? id : `${id}-${n}`;
  return taken.has(name) ? unused(id, taken, n + 1) : name;
}
