/** Clues from texts: what only one side shows, found among the strings of the code. */
import { isIn, plainFile, smallest } from './changed.ts';
import type { Clue } from './clue.ts';
import type { Code, CodeString, Place } from './code-index.ts';
import { evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';

/** How texts of the evidence are looked up, and how much a match says. */
interface Lookup {
  readonly texts: readonly string[];
  /** Whose code. */
  readonly in: 'candidate' | 'reference';
  readonly factor: number;
  readonly says: string;
}

/** A text found in a module of the candidate, or in the reference's of the same name. */
interface Found extends Place {
  readonly text: string;
  readonly weight: number;
  readonly says: string;
}

const shared = 'where the engines differ';
/** Of several texts in one module each further one adds less. */
const decay = 0.6;
/** A text of this length that no other module has is as good as a name. */
const long = 30;
/** How much less a word says that is in everyday use, and a text that both engines' code contains. */
const everyday = 0.35;
const common = 0.45;

export function foundTexts(facts: readonly Fact[], index: Code): readonly Clue[] {
  const evidence = facts.map(evidenceOf);
  const of = (side: 'candidate' | 'reference' | 'place') => [...new Set(evidence.flatMap((each) => each[side]))];
  const [candidate, reference] = [of('candidate'), of('reference')];
  const own: Lookup = { texts: candidate, in: 'candidate', factor: 1, says: 'which only the candidate shows' };
  const missing = 'which only the reference shows';
  const found = [
    ...lookUp(own, index, reference),
    ...lookUp({ texts: reference, in: 'reference', factor: 0.7, says: missing }, index, candidate),
    ...lookUp({ texts: reference, in: 'candidate', factor: 0.4, says: missing }, index, candidate),
    ...lookUp({ texts: of('place'), in: 'candidate', factor: 0.5, says: shared }, index, []),
  ];
  return [...Map.groupBy(found, ({ file }) => file).values()].map((group) => clueOf(group, index));
}

/** All texts of a module together. */
function clueOf(group: readonly Found[], { candidate }: Code): Clue {
  const sorted = group.toSorted((one, other) => other.weight - one.weight);
  const each = [...new Map(sorted.toReversed().map((found) => [found.text, found])).values()].reverse();
  const [best] = each as [Found];
  const sum = each.reduce((total, { weight }, rank) => total + weight * decay ** rank, 0);
  const why = `contains the text ${JSON.stringify(shortened(best.text))}, ${best.says}`;
  return { file: candidate.files[best.file] ?? '', line: best.line, why, weight: 1 - Math.exp(-1.6 * sum) };
}

/** @param others texts of the other side: what occurs there too distinguishes nothing. */
function lookUp(lookup: Lookup, index: Code, others: readonly string[]): readonly Found[] {
  const { files, strings } = index[lookup.in];
  const texts = strings.map(({ text }) => text);
  const matched = matchStrings(texts, lookup.texts).flatMap(({ string }) => strings[string] ?? []);
  const elsewhere = new Set(
    matchStrings(
      matched.map(({ text }) => text),
      others,
    ).map(({ string }) => matched[string]),
  );
  return matched
    .filter((each) => !elsewhere.has(each))
    .flatMap((each) => {
      const other = otherOf(each, lookup, index);
      return each.at.flatMap((place) => {
        const at = lookup.in === 'candidate' ? place : sameModule(place, index);
        if (!at) return [];
        const told = isTold(place, other, lookup, index);
        const weight = lookup.factor * weightOf(each, files.length, told) * (other && !told ? common : 1);
        return [{ file: at.file, line: at.line, text: each.text, weight, says: lookup.says }];
      });
    });
}

/** The same text in the other engine's code. */
const otherOf = ({ text }: CodeString, lookup: Lookup, { candidate, reference }: Code) =>
  (lookup.in === 'candidate' ? reference : candidate).strings.find((each) => each.text === text);

/** Where both have sources: whether one engine's module has the text and the other's does not. */
function isTold(place: Place, other: CodeString | undefined, lookup: Lookup, { candidate, reference, differing }: Code): boolean {
  if (differing === 0 || lookup.says === shared) return false;
  const [own, others] = lookup.in === 'candidate' ? [candidate, reference] : [reference, candidate];
  const names = namesOf({ candidate, reference });
  const module = plainFile(own.files[place.file] ?? '', names);
  return !other?.at.some(({ file }) => plainFile(others.files[file] ?? '', names) === module);
}

/** Rare and long texts say most; any says much that is in one engine's code only. */
function weightOf({ text, at }: CodeString, files: number, told: boolean): number {
  const rarity = files > 1 ? Math.log(files / at.length) / Math.log(files) : 1;
  const words = text.split(/\s+/).length;
  const length = Math.min(1, (text.length + 6 * (words - 1)) / long);
  if (told && text.length >= 5) return rarity * Math.max(length, 0.5);
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
