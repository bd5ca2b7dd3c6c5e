/** Clues from texts: what only one side shows, found among the strings of the code. */
import { plainFile } from './changed.ts';
import type { Code, CodeIndex } from './code-index.ts';
import { evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';
import type { Clue } from './suspects-of.ts';

/** How a text of a side is looked up, and how much that says. */
interface Lookup {
  readonly texts: readonly string[];
  readonly in: 'candidate' | 'reference';
  readonly factor: number;
  readonly says: string;
}

/** Of several texts in one module each further one adds less. */
const decay = 0.6;
/** A text of this length that no other module has is as good as a name. */
const long = 30;

export function foundTexts(facts: readonly Fact[], index: Code): readonly Clue[] {
  const evidence = facts.map(evidenceOf);
  const [candidate, reference, place] = (['candidate', 'reference', 'place'] as const).map((side) => [
    ...new Set(evidence.flatMap((each) => each[side])),
  ]) as [string[], string[], string[]];
  const lookups: readonly Lookup[] = [
    { texts: candidate, in: 'candidate', factor: 1, says: 'which only the candidate shows' },
    { texts: reference, in: 'reference', factor: 0.7, says: 'which the candidate does not show' },
    { texts: reference, in: 'candidate', factor: 0.4, says: 'which only the reference shows' },
    { texts: place, in: 'candidate', factor: 0.5, says: 'where the engines differ' },
  ];
  return lookups.flatMap((lookup) => cluesOf(lookup, lookup.in === 'candidate' ? candidate : reference, reference, index));
}

function cluesOf(lookup: Lookup, own: readonly string[], other: readonly string[], index: Code): readonly Clue[] {
  const { files, strings } = index[lookup.in];
  const matches = matchStrings(
    strings.map(({ text }) => text),
    lookup.texts,
  );
  const alsoThere =
    lookup.texts === own && lookup.in === 'candidate'
      ? new Set(matchStrings(matches.map(({ string }) => strings[string]?.text ?? ''), other).map(({ string }) => matches[string]?.string))
      : new Set<number | undefined>();
  const found = matches
    .filter(({ string }) => !alsoThere.has(string))
    .flatMap(({ string }) => {
      const { text, at } = strings[string] as CodeIndex['strings'][number];
      const weight = weightOf(text, at.length, files.length);
      return at.map((place) => ({ ...place, text, weight }));
    });
  return [...Map.groupBy(found, ({ file }) => file)].flatMap(([file, group]) => {
    const target = lookup.in === 'candidate' ? file : sameModule(file, index);
    const sorted = group.toSorted((one, two) => two.weight - one.weight);
    const [best] = sorted;
    if (target === undefined || !best) return [];
    const sum = sorted.reduce((total, { weight }, rank) => total + weight * decay ** rank, 0);
    const why = `contains the text ${JSON.stringify(shortened(best.text))}, ${lookup.says}`;
    const line = lookup.in === 'candidate' ? best.line : 0;
    return [{ file: target, line, why, weight: lookup.factor * (1 - Math.exp(-1.6 * sum)) }];
  });
}

/** Rare and long texts say most. */
function weightOf(text: string, modules: number, all: number): number {
  const rarity = all > 1 ? Math.log(all / modules) / Math.log(all) : 1;
  const words = text.split(/\s+/).length;
  return rarity * Math.min(1, (text.length + 6 * (words - 1)) / long);
}

/** The candidate's module of the same name. */
function sameModule(file: number, { candidate, reference }: Code): number | undefined {
  const names = [candidate, reference].map(({ files }) => files[0]?.split('/')[0] ?? '').filter((name) => name !== '');
  const wanted = plainFile(reference.files[file] ?? '', names);
  const found = candidate.files.findIndex((each) => plainFile(each, names) === wanted);
  return found < 0 ? undefined : found;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
