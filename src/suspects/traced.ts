/** Suspects from tracebacks that only the candidate printed. */
import type { Json } from '../observe/observation.ts';
import type { Fact } from './evidence.ts';

export interface Frame {
  /** Relative to where packages lie. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

const frame = /File "(?:\{packages\}|\{checkout\})\/([^"\n]+?\.\w+)", line (\{line\}|\d+)(?:, in ([\w<>.]+))?/g;

/** Frames of the candidate's tracebacks that the reference's of the same fact do not have, the deepest first. */
export function framesOf(facts: readonly Fact[]): readonly Frame[] {
  const all = facts.flatMap(({ candidate, reference }) => {
    const printed = framesIn(reference).map(keyOf);
    return framesIn(candidate)
      .filter((each) => !printed.includes(keyOf(each)))
      .toReversed();
  });
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}

const keyOf = ({ file, name }: Frame) => `${file}:${name}`;

const framesIn = (value: Json | undefined): readonly Frame[] =>
  [...JSON.stringify(value ?? '').replaceAll('\\"', '"').matchAll(frame)].map(
    ([, file = '', line, name = '']): Frame => ({ file, line: Number(line) || 0, name }),
  );
