/** How much it says that a text of the evidence stands at a place of the code. */
import { isIn, namesOf, plainFile } from './changed.ts';
import type { Code, CodeString, Place } from './code-index.ts';

/** What is looked up. */
export interface Looked {
  /** Whose code. */
  readonly in: 'candidate' | 'reference';
  readonly says: string;
}

/** What both sides show says only where to look. */
export const shared = 'where the engines differ';
/** A text of this length that no other module has is as good as a name. */
const long = 30;
/** Few modules name a file, and each of them reads or writes it. */
const fileName = /^[\w-]+\.[a-z]{2,5}$/;
/** How much less a word says that is in everyday use, and a text that both engines' code contains: in a function that differs, and elsewhere. */
const everyday = 0.35;
const common = 0.45;
const likely = 0.8;
const unchanged = 0.3;

/** @returns the weight of a string at each of its places, 0 to 1. */
export function weigher(string: CodeString, looked: Looked, index: Code): (place: Place) => number {
  const other = otherOf(string, looked, index);
  const files = index[looked.in].files.length;
  return (place) => {
    const told = isTold(place, other, looked, index);
    const isFile = looked.says === shared && fileName.test(string.text);
    return (
      (isFile ? rarityOf(string, files) : weightOf(string, files, told)) *
      doubt({ place, other, told }, looked, index)
    );
  };
}

/** The same text in the other engine's code. */
const otherOf = ({ text }: CodeString, looked: Looked, { candidate, reference }: Code) =>
  (looked.in === 'candidate' ? reference : candidate).strings.find((each) => each.text === text);

/** Where both have sources: whether one engine's module has the text and the other's does not. */
function isTold(
  place: Place,
  other: CodeString | undefined,
  looked: Looked,
  { candidate, reference, differing }: Code,
): boolean {
  if (differing === 0 || looked.says === shared) return false;
  const [own, others] = looked.in === 'candidate' ? [candidate, reference] : [reference, candidate];
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
  looked: Looked,
  index: Code,
): number {
  const { changed, differing } = index;
  if (looked.says !== shared && (told || !other)) return 1;
  if (differing === 0) return looked.says === shared ? 1 : common;
  const differs =
    isNew(place, looked, index) ||
    changed.some(
      (each) => each.name !== '<module>' && isIn(looked.in === 'candidate' ? each : each.was, place),
    );
  if (looked.says === shared) return differs ? 1 : unchanged;
  return differs ? likely : common;
}

/** Whether only the candidate has such a module. */
function isNew({ file }: Place, looked: Looked, { candidate, reference }: Code): boolean {
  if (looked.in === 'reference') return false;
  const names = namesOf({ candidate, reference });
  const module = plainFile(candidate.files[file] ?? '', names);
  return !reference.files.some((each) => plainFile(each, names) === module);
}

/** Rare and long texts say most; any says much that is in one engine's code only. */
function weightOf(string: CodeString, files: number, told: boolean): number {
  const { text, foreign } = string;
  const rarity = rarityOf(string, files);
  const words = text.split(/\s+/).length;
  const length = Math.min(1, (text.length + 6 * (words - 1)) / long);
  if ((told || foreign) && text.length >= 5) return rarity * Math.max(length, 0.5);
  return rarity * length * (/^\W*[a-z]+\W*$/i.test(text) && text.length < 12 ? everyday : 1);
}

/** 1 where one of many modules has a text, 0 where all have it. */
function rarityOf({ at }: CodeString, files: number): number {
  const modules = new Set(at.map(({ file }) => file)).size;
  return files > 1 ? Math.log(files / modules) / Math.log(files) : 1;
}
