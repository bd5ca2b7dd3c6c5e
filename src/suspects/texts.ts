/** Clues from texts: what only one side shows, found among the strings of the code. */
import { isIn, plainFile, smallest } from './changed.ts';
import type { Clue } from './clue.ts';
import type { Code, CodeString, Place } from './code-index.ts';
import { type Evidence, evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';

/** How texts of the evidence are looked up, and how much a match says. */
interface Lookup {
  readonly texts: readonly Told[];
  /** Whose code. */
  readonly in: 'candidate' | 'reference';
  readonly factor: number;
  readonly says: string;
}

/** A text of the evidence. */
interface Told {
  readonly text: string;
  /** Whether it leads to the facts, rather than being shown by them. */
  readonly kind: Evidence['kind'];
  readonly facts: readonly number[];
}

/** A text found in a module of the candidate, or in the reference's of the same name. */
interface Found extends Place {
  readonly text: string;
  readonly weight: number;
  readonly says: string;
  readonly kind: Evidence['kind'];
  readonly facts: readonly number[];
}

const shared = 'where the engines differ';
/** Of several texts in one module each further one adds less. */
const decay = 0.6;
/** A text of this length that no other module has is as good as a name. */
const long = 30;
/** How much less a word says that is in everyday use, and a text that both engines' code contains. */
const everyday = 0.35;
const common = 0.45;
const unchanged = 0.3;

export function foundTexts(facts: readonly Fact[], index: Code): readonly Clue[] {
  const told = toldBy(facts);
  const [candidate, reference, both] = [told('candidate'), told('reference'), told('both')];
  const missing = 'which only the reference shows';
  const lookups: readonly Lookup[] = [
    { texts: candidate, in: 'candidate', factor: 1, says: 'which only the candidate shows' },
    { texts: reference, in: 'reference', factor: 0.7, says: missing },
    { texts: reference, in: 'candidate', factor: 0.4, says: missing },
    { texts: both, in: 'candidate', factor: 0.5, says: shared },
  ];
  const others = [reference, candidate, candidate, []];
  const found = lookups.flatMap((lookup, at) => lookUp(lookup, index, others[at] ?? []));
  return [...Map.groupBy(found, ({ file }) => file).values()].map((group) =>
    clueOf(group, facts.length, index),
  );
}

function toldBy(facts: readonly Fact[]): (side: Evidence['side']) => readonly Told[] {
  const evidence = facts.flatMap((fact, at) => evidenceOf(fact).map((each) => ({ ...each, at })));
  return (side) => {
    const own = evidence.filter((each) => each.side === side);
    return [...Map.groupBy(own, ({ text }) => text)].map(([text, all]) => ({
      text,
      kind: all.some(({ kind }) => kind === 'text') ? 'text' : 'name',
      facts: all.map(({ at }) => at),
    }));
  };
}

/** All texts of a module together. What few of the facts show says less, and of names much less: they lead to data as well. */
function clueOf(group: readonly Found[], total: number, { candidate }: Code): Clue {
  const covered = (kind: Evidence['kind']) =>
    new Set(group.flatMap((each) => (each.kind === kind ? each.facts : []))).size / total;
  const [names, texts] = [covered('name'), covered('text')];
  const factor = { name: names, text: 1 / (1 + Math.log10(1 / (texts || 1))) };
  const weighed = group.map((each) => ({ ...each, weight: each.weight * factor[each.kind] }));
  const sorted = weighed.toSorted((one, other) => other.weight - one.weight);
  const each = [...new Map(sorted.toReversed().map((found) => [found.text, found])).values()].reverse();
  const [best] = each as [Found];
  const sum = each.reduce((total, { weight }, rank) => total + weight * decay ** rank, 0);
  const why = `contains the text ${JSON.stringify(shortened(best.text))}, ${best.says}`;
  return { file: candidate.files[best.file] ?? '', line: best.line, why, weight: 1 - Math.exp(-1.6 * sum) };
}

/** @param others texts of the other side: what occurs there too distinguishes nothing. */
function lookUp(lookup: Lookup, index: Code, others: readonly Told[]): readonly Found[] {
  const { files, strings } = index[lookup.in];
  const matches = matchStrings(
    strings.map(({ text }) => text),
    lookup.texts.map(({ text }) => text),
  );
  const matched = matches.flatMap(({ string, texts }) => {
    const told = texts.flatMap((at) => lookup.texts[at] ?? []);
    const kind = told.some((each) => each.kind === 'text') ? 'text' : 'name';
    const facts = told.flatMap((each) => each.facts);
    return strings[string] ? [{ each: strings[string], kind, facts } as const] : [];
  });
  const elsewhere = new Set(
    matchStrings(
      matched.map(({ each }) => each.text),
      others.map(({ text }) => text),
    ).map(({ string }) => matched[string]?.each),
  );
  return matched
    .filter(({ each }) => !elsewhere.has(each))
    .flatMap(({ each, kind, facts }) => {
      const other = otherOf(each, lookup, index);
      return each.at.flatMap((place) => {
        const at = lookup.in === 'candidate' ? place : sameModule(place, index);
        if (!at) return [];
        const told = isTold(place, other, lookup, index);
        const says = weightOf(each, files.length, told) * doubt({ place, other, told }, lookup, index);
        const weight = lookup.factor * says;
        return [{ ...at, text: each.text, weight, says: lookup.says, kind, facts }];
      });
    });
}

/** The same text in the other engine's code. */
const otherOf = ({ text }: CodeString, lookup: Lookup, { candidate, reference }: Code) =>
  (lookup.in === 'candidate' ? reference : candidate).strings.find((each) => each.text === text);

/** Where both have sources: whether one engine's module has the text and the other's does not. */
function isTold(
  place: Place,
  other: CodeString | undefined,
  lookup: Lookup,
  { candidate, reference, differing }: Code,
): boolean {
  if (differing === 0 || lookup.says === shared) return false;
  const [own, others] = lookup.in === 'candidate' ? [candidate, reference] : [reference, candidate];
  const names = namesOf({ candidate, reference });
  const module = plainFile(own.files[place.file] ?? '', names);
  return !other?.at.some(({ file }) => plainFile(others.files[file] ?? '', names) === module);
}

/** What both engines' code contains distinguishes less, unless it stands where they differ. */
function doubt(
  {
    place,
    other,
    told,
  }: { readonly place: Place; readonly other: CodeString | undefined; readonly told: boolean },
  { says }: Lookup,
  { changed, differing }: Code,
): number {
  if (says !== shared) return other && !told ? common : 1;
  return differing === 0 || changed.some((each) => each.name !== '<module>' && isIn(each, place))
    ? 1
    : unchanged;
}

/** Rare and long texts say most; any says much that is in one engine's code only. */
function weightOf({ text, at, foreign }: CodeString, files: number, told: boolean): number {
  const modules = new Set(at.map(({ file }) => file)).size;
  const rarity = files > 1 ? Math.log(files / modules) / Math.log(files) : 1;
  const words = text.split(/\s+/).length;
  const length = Math.min(1, (text.length + 6 * (words - 1)) / long);
  if ((told || foreign) && text.length >= 5) return rarity * Math.max(length, 0.5);
  return rarity * length * (/^\W*[a-z]+\W*$/i.test(text) && text.length < 12 ? everyday : 1);
}

const namesOf = ({ candidate, reference }: Pick<Code, 'candidate' | 'reference'>) =>
  [candidate, reference].map(({ files }) => files[0]?.split('/')[0] ?? '').filter((name) => name !== '');

/** The candidate's module of the same name, and there the function of the same name where it differs. */
function sameModule(place: Place, { candidate, reference, changed }: Code): Place | undefined {
  const names = namesOf({ candidate, reference });
  const wanted = plainFile(reference.files[place.file] ?? '', names);
  const file = candidate.files.findIndex((each) => plainFile(each, names) === wanted);
  const here = changed.filter(({ was }) => isIn(was, place));
  return file < 0 ? undefined : { file, line: smallest(here)?.line ?? 0 };
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
