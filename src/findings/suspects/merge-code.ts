/** What the parts of a run keep of the same two engines' code, together: each keeps what its own differences ask for. */
import type { Changed, Code, CodeIndex } from './code-index.ts';

/** @returns undefined where no part keeps any. */
export function mergeCode(parts: readonly Code[]): Code | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const changed = parts.flatMap((part) => part.changed);
  return {
    ...first,
    candidate: mergeIndex(parts.map(({ candidate }) => candidate)),
    reference: mergeIndex(parts.map(({ reference }) => reference)),
    changed: [...new Map(changed.map((each) => [keyOf(each), each])).values()],
    options: Object.assign({}, ...parts.map(({ options }) => options)),
  };
}

const keyOf = ({ file, name, line }: Changed) => `${file}:${name}:${line}`;

function mergeIndex(parts: readonly CodeIndex[]): CodeIndex {
  const strings = parts.flatMap((part) => part.strings);
  return {
    ...(parts[0] as CodeIndex),
    strings: [...new Map(strings.map((each) => [each.text, each])).values()],
  };
}
