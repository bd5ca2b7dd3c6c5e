/** Clues from texts: what only one side shows, found among the strings of the code. */

import { namesOf, sameModule } from './changed.ts';
import type { Code, Place } from './code-index.ts';
import { type Clue, type Evidence, evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';
import { type Looked, shared, weigher } from './weigh.ts';

/** How texts of the evidence are looked up, and how much a match says. */
interface Lookup extends Looked {
  readonly texts: readonly Told[];
  readonly factor: number;
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

/** Of several texts in one module each further one adds less. */
const decay = 0.6;
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
function clueOf(group: readonly Found[], total: number, index: Code): Clue {
  const { candidate } = index;
  const covered = (kind: Evidence['kind']) =>
    new Set(group.flatMap((each) => (each.kind === kind ? each.facts : []))).size / total;
  const [names, texts] = [covered('name'), covered('text')];
  const factor = { name: names, text: 1 / (1 + Math.log10(1 / (texts || 1))) };
  const weighed = group.map((each) => ({ ...each, weight: each.weight * factor[each.kind] }));
  const sorted = weighed.toSorted((a, b) => b.weight - a.weight);
  const each = [...new Map(sorted.toReversed().map((found) => [found.text, found])).values()].reverse();
  const [best] = each as [Found];
  const sum = each.reduce((total, { weight }, rank) => total + weight * decay ** rank, 0);
  const named = namesOf(index).some((name) => best.text.includes(name));
  const why = `contains the text ${JSON.stringify(shortened(best.text))}, ${best.says}`;
  return {
    file: candidate.files[best.file] ?? '',
    line: best.line,
    why,
    weight: 1 - Math.exp(-1.6 * sum),
    named,
  };
}

/** @param others texts of the other side: what occurs there too distinguishes nothing. */
function lookUp(lookup: Lookup, index: Code, others: readonly Told[]): readonly Found[] {
  const { strings } = index[lookup.in];
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
      const says = weigher(each, lookup, index);
      return each.at.flatMap((place) => {
        const at = lookup.in === 'candidate' ? place : sameModule(place, index);
        const weight = lookup.factor * says(place);
        return at ? [{ ...at, text: each.text, weight, says: lookup.says, kind, facts }] : [];
      });
    });
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
