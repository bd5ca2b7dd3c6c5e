/** Clues from names: a text with the reference's name in it, which has the candidate's name in the same module. */
import { namesOf, plainFile } from './changed.ts';
import type { Code, CodeIndex } from './code-index.ts';
import { type Clue, evidenceOf, type Fact } from './evidence.ts';
import { matchStrings } from './match.ts';

/** How much it says where only one module renames a text; less, the more there are. */
const alone = 0.9;

/** Modules that show `~/.dvt` where the reference's module of the same name shows `~/.dbt`. */
export function renamedIn(facts: readonly Fact[], index: Code): readonly Clue[] {
  const { candidate, reference } = index;
  const names = namesOf(index);
  const [own, other] = names;
  if (own === undefined || other === undefined || own === other) return [];
  const evidence = facts.flatMap(evidenceOf);
  const textsOf = (side: 'candidate' | 'reference') => [
    ...new Set(evidence.flatMap((each) => (each.side === side && each.kind === 'text' ? each.text : []))),
  ];
  const modulesOf = (code: CodeIndex) => {
    const strings = code.strings.map(({ text }) => text);
    const side = code === candidate ? 'candidate' : 'reference';
    return new Map(
      matchStrings(strings, textsOf(side)).map(({ string }) => [
        strings[string] as string,
        new Map(
          code.strings[string]?.at.map((place) => [plainFile(code.files[place.file] ?? '', names), place]),
        ),
      ]),
    );
  };
  const before = modulesOf(reference);
  return [...modulesOf(candidate)].flatMap(([text, modules]) => {
    const was = text.replaceAll(own, other);
    const there = text === was ? undefined : before.get(was);
    const renamed = [...modules].filter(([module]) => there?.has(module));
    return renamed.map(([, { file, line }]) => ({
      file: candidate.files[file] ?? '',
      line,
      why: `contains the text ${JSON.stringify(text)} where the reference has ${JSON.stringify(was)}`,
      weight: alone / Math.sqrt(renamed.length),
      named: true,
    }));
  });
}
