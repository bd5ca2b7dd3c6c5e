/** What the patterns of statements are made of. */
import type { Program } from './identity.ts';

/** What may come before a message: a color, the time (normalised or not), in debug logs level and thread. */
export const before = String.raw`(?:\x1b\[0m)?(?:(?:\{time\}|\d\d:\d\d:\d\d(?:\.\d+)?) +)?(?:\[\w+ *\] \[[^\]]*\]: )?`;
/** After a version: `1.11.16` is not in `1.11.160`. */
export const ends = String.raw`(?![\w+-]|\.\w)`;

/** Name and version of one program. */
export const both = ({ name, version }: Program) =>
  `(?<name>${literally(name)})=(?<version>${either(spellings(version))})`;

/** How a version may be written: dbt prints the package version `1.13.0b1` as `1.13.0-b1`. */
export function spellings(version: string): readonly string[] {
  const [, release, pre] = /^(\d+(?:\.\d+)*)-?((?:a|b|rc)\d+.*)$/.exec(version) ?? [];
  return release === undefined ? [version] : [`${release}${pre}`, `${release}-${pre}`];
}

/** With the positions of its groups: they are what is replaced. */
export const pattern = (source: string, flags = '') => new RegExp(source, `dg${flags}`);
/** Matches nothing. */
export const none = '(?!)';
/** Longest first, as alternatives are tried in order. */
export const either = (texts: readonly string[]) =>
  texts.length === 0
    ? none
    : texts
        .toSorted((a, b) => b.length - a.length)
        .map(literally)
        .join('|');
export const literally = (text: string) => text.replaceAll(/[^\w]/g, '\\$&');
