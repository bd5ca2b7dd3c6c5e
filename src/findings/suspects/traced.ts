/** Suspects from tracebacks that only the candidate printed. */

import type { Json } from '../../config/json.ts';
import type { Code } from './code-index.ts';
import type { Clue, Fact } from './evidence.ts';

interface Frame {
  /** Relative to where packages lie. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

const frame =
  /File "(?:\{packages\}|\{checkout\})\/([^"\n]+?\.\w+)", line (\{line\}|\d+)(?:, in ([\w<>.]+))?/g;

/** The deepest frame says most; those of other packages say less: what the candidate calls may only be called wrongly. */
export function tracedIn(facts: readonly Fact[], { candidate }: Code): readonly Clue[] {
  const frames = [
    ...new Map(
      framesOf(facts)
        .toReversed()
        .map((each) => [each.file, each]),
    ).values(),
  ].reverse();
  const own = frames.filter(({ file }) => candidate.files.includes(file));
  const others = frames.filter((each) => !own.includes(each));
  const clue = ({ file, line, name }: Frame, weight: number): Clue => ({
    file,
    line,
    why: `is in the traceback that only the candidate prints${/^\w/.test(name) ? `, in ${name}` : ''}`,
    weight,
  });
  return [
    ...own.map((each, depth) => clue(each, Math.max(0.5, 0.9 - depth / 10))),
    ...others.map((each, depth) => clue(each, Math.max(0, 0.35 - depth / 10))),
  ];
}

/** Frames of the candidate's tracebacks that the reference's of the same fact do not have, the deepest first. */
function framesOf(facts: readonly Fact[]): readonly Frame[] {
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
  [
    ...JSON.stringify(value ?? '')
      .replaceAll('\\"', '"')
      .matchAll(frame),
  ].map(([, file = '', line, name = '']): Frame => ({ file, line: Number(line) || 0, name }));
