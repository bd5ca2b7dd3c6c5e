/** Proposes an expectation for each cause of differences that none covers: as narrow as possible, for a person to give a reason. */

import type { Json } from '../../config/json.ts';
import { causeOf, type Deviation, type Difference } from '../../facets/difference.ts';
import type { CaseResult } from '../verdict.ts';
import { leads, placeOf } from './coverage.ts';
import { expecting } from './expectation.ts';
import type { Entry, ExpectedFact } from './expectation-file.ts';

/** An entry without its reason, and the cause it is for. */
export interface Proposal {
  readonly entry: Entry;
  readonly cause: string;
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
  const used = new Set(taken);
  return [...Map.groupBy(results.flatMap(uncovered), causeOf)].map(([cause, differences]) => {
    const id = unused(cause, used);
    used.add(id);
    return { entry: entryFor(differences, id), cause };
  });
}

/** What the facts of an entry have to cover: the rest follows from these, or from what blocks the case. */
function uncovered({ differences, verdict, blockedBy }: CaseResult): readonly Difference[] {
  const open = differences.filter(
    (difference) => difference.expectation === undefined && difference.seen === undefined,
  );
  const blocker =
    verdict === 'blocked' ? open.find((difference) => causeOf(difference) === blockedBy) : undefined;
  const leading = new Set(open.filter(leads).map(placeOf));
  return open.filter(
    (difference) =>
      (leads(difference) || !leading.has(placeOf(difference))) &&
      (!blocker || difference.step <= blocker.step),
  );
}

function entryFor(differences: readonly Difference[], id: string): Entry {
  const cases = distinct(differences.map((difference) => difference.case));
  const alike = Map.groupBy(
    differences,
    (difference) => `${difference.fingerprint} ${difference.kind} ${difference.path.split('/').length}`,
  );
  const shows = [...alike.values()].map((group) => factFor(group, cases));
  const entry: Entry = { id, status: 'known', reason: '', cases, shows };
  const covers = expecting([{ ...entry, file: '' }]);
  const missed = differences.find((difference) => covers(difference.case, difference) === undefined);
  if (missed)
    throw new Error(`The entry proposed for ${missed.id} does not cover it: ${JSON.stringify(entry)}`);
  return entry;
}

/** @param all cases of the entry. */
function factFor(group: readonly Difference[], all: readonly string[]): ExpectedFact {
  const [{ facet, kind }] = group as [Difference];
  const paths = positional.includes(facet) ? [] : distinct(group.map(({ path }) => path));
  const cases = distinct(group.map((difference) => difference.case));
  return {
    facet,
    kind,
    ...(paths.some((path) => path !== '') && { path: globOf(paths) }),
    ...(cases.length < all.length && { cases }),
    ...shown('reference', group),
    ...shown('candidate', group),
  };
}

/** A glob that matches these paths, of as many segments each, and those that mix their segments. */
function globOf(paths: readonly string[]): string {
  const rows = paths.map((path) => path.split('/'));
  const columns = (rows[0] ?? []).map((_, at) => distinct(rows.map((row) => literal(row[at] ?? ''))));
  return columns.map((names) => (names.length === 1 ? names[0] : `{${names.join(',')}}`)).join('/');
}

const literal = (text: string) => text.replaceAll(/[\\*?[\]{}()!+@|,^$~"]/g, '\\$&');

function shown(side: 'reference' | 'candidate', group: readonly Difference[]): Partial<ExpectedFact> {
  const values = group.map((difference) => difference[side]);
  if (values.some((value) => value === undefined)) return {};
  const texts = distinct((values as Json[]).map(patternOf));
  return { [side]: texts.length === 1 ? texts[0] : `${texts.join('|')}` };
}

function patternOf(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const begin = text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  const literally = begin.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\n', '\\n');
  return `^${literally}${begin === text ? '$' : ''}`;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function unused(id: string, taken: ReadonlySet<string>, n = 1): string {
  const name = n === 1 ? id : `${id}-${n}`;
  return taken.has(name) ? unused(id, taken, n + 1) : name;
}
