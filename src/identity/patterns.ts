/** What the patterns of statements are made of. */
import type { Program } from './identity.ts';

/** What may come before a message: a color, the time (normalised or not), in debug logs level and thread. */
export const before = String.raw`(?:\x1b\[0m)?(?:(?:\{time\}|\d\d:\d\d:\d\d(?:\.\d+)?) +)?(?:\[\w+ *\] \[[^\]]*\]: )?`;
/** After a version: `1.11.16` is not in `1.11.160`. */
export const ends = String.raw`(?![\w+-]|\.\w)`;

/** Name and version of one program. */
export const both = ({ name, version }: Program) =>
  `(?<name>${literally(name)})=(?<version>${literally(version)})`;

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
