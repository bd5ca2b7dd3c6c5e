/** The line of an engine's output that says why it failed. */
import { stripVTControlCharacters } from 'node:util';
import { type Json, jsonIn } from '../config/json.ts';
import { levelOf, messageOf } from './log-event.ts';

/** Longer lines are cut. */
const longest = 300;

/** `Database Error in model orders (models/orders.sql)`, `Runtime Error`: the details follow on the next line. */
const heading = /^>?((?:[A-Z]\w+ )+Error(?: in .+)?)$/;

/** Lines that only the next line completes. */
const titles = [heading, /^\[ERROR\]: (in .+)$/, /^(.+ for the following reason):$/];

/** Lines that end the output of every run and explain nothing. */
const closing = /^(Done\.|Finished running|Completed with|compiled code at |\S* ?\[?DeprecationsSummary)/;

/**
 * @returns undefined if the engine printed nothing.
 */
export function failureLine({
  stdout,
  stderr,
  events,
}: {
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly Json[];
}): string | undefined {
  const printed = [...linesOf(stdout), ...linesOf(stderr)];
  const errors = events.filter((event) => levelOf(event) === 'error');
  const logged = errors.flatMap((event) => messageOf(event) ?? []).flatMap(split);
  const found =
    explanationIn(printed) ??
    explanationIn(logged) ??
    printed.find((line) => /\b(ERROR|FAIL)\b|❌/.test(line) && !closing.test(line)) ??
    logged.find(Boolean) ??
    printed.findLast((line) => line !== '' && !closing.test(line));
  return found && (found.length > longest ? `${found.slice(0, longest - 1)}…` : found);
}

/** The most specific kind of explanation first. */
function explanationIn(lines: readonly string[]): string | undefined {
  return (
    afterEncountered(lines) ??
    describedFrom(lines, (line) => heading.test(line)) ??
    lines.find((line) => line.startsWith('Error: ')) ??
    describedFrom(lines, (line) => line.endsWith(' for the following reason:')) ??
    lastOfTraceback(lines) ??
    describedFrom(lines, (line) => /^\[ERROR\]: in /.test(line))
  );
}

/** The text after "Encountered an error:", on the same line or below. A traceback is handled by `lastOfTraceback`. */
function afterEncountered(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => /Encountered an error[\w ]*:/.test(line));
  if (at < 0) return undefined;
  const same = lines[at]?.replace(/^.*?Encountered an error[\w ]*:\s*/, '') ?? '';
  const [first = '', ...rest] = [same, ...lines.slice(at + 1)].filter(Boolean);
  if (first === '' || /^Traceback /.test(first)) return undefined;
  return joined(first, rest);
}

function describedFrom(lines: readonly string[], is: (line: string) => boolean): string | undefined {
  const at = lines.findIndex(is);
  return at < 0 ? undefined : joined(lines[at] as string, lines.slice(at + 1).filter(Boolean));
}

/** A heading with its first detail, which may be a heading itself. Any other line stays as it is. */
function joined(line: string, [detail, ...further]: readonly string[]): string {
  const title = titles.map((title) => title.exec(line)?.[1]).find(Boolean);
  if (title === undefined) return line;
  return detail === undefined ? title : `${title}: ${joined(detail, further)}`;
}

/** The exception: the first line after the frames, which are indented. `linesOf` keeps no indentation of other lines. */
function lastOfTraceback(lines: readonly string[]): string | undefined {
  const at = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  return at < 0 ? undefined : lines.slice(at + 1).find((line) => /^[\w.]+(: |$)/.test(line));
}

/** Lines of the console without colours, times and indentation; those of a JSON log as their messages. */
const linesOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const message = line.startsWith('{') ? messageOf(jsonIn(line)) : undefined;
    return message === undefined ? split(line) : split(message);
  });

/** `22:47:18  text`, and `22:47:18.123456 [error] [MainThread]: text` of the debug format. */
const time = /^(?:\d\d:\d\d:\d\d(?:\.\d+)?|\{time\}) +(?:\[\w+ *\] \[[^\]]*\]: )?/;

const split = (text: string): readonly string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.replace(time, '').trim());
