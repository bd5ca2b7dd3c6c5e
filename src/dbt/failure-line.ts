/** The line of an engine's output that says why it failed. */
import { stripVTControlCharacters } from 'node:util';
import { type Json, jsonIn } from '../config/json.ts';
import { levelOf, messageOf } from './log-event.ts';

/** Longer lines are cut. */
const maxLength = 300;

/** `Database Error in model orders (models/orders.sql)` or `Runtime Error`. The details are on the next line. */
const heading = /^>?((?:[A-Z]\w+ )+Error(?: in .+)?)$/;

/** Lines that say little without the next line. The group is the part to show before it. */
const incomplete = [heading, /^\[ERROR\]: (in .+)$/, /^(.+ for the following reason):$/];

/** Lines that end the output of every run, also of one that fails, and explain nothing. */
const closing = /^(Done\.|Finished running|Completed with|compiled code at |\S* ?\[?DeprecationsSummary)/;

/**
 * Finds the line that explains best why an engine failed: in its output, then in its log.
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
  return found && (found.length > maxLength ? `${found.slice(0, maxLength - 1)}…` : found);
}

/** Looks for the known forms of explanations, the most specific form first. */
function explanationIn(lines: readonly string[]): string | undefined {
  return (
    afterEncountered(lines) ??
    lineWithDetails(lines, (line) => heading.test(line)) ??
    lines.find((line) => line.startsWith('Error: ')) ??
    lineWithDetails(lines, (line) => line.endsWith(' for the following reason:')) ??
    lastOfTraceback(lines) ??
    lineWithDetails(lines, (line) => /^\[ERROR\]: in /.test(line))
  );
}

/** The text after "Encountered an error:", on the same line or below. A traceback is handled by `lastOfTraceback`. */
function afterEncountered(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => /Encountered an error[\w ]*:/.test(line));
  if (at < 0) return undefined;
  const sameLine = lines[at]?.replace(/^.*?Encountered an error[\w ]*:\s*/, '') ?? '';
  const [first = '', ...rest] = [sameLine, ...lines.slice(at + 1)].filter(Boolean);
  if (first === '' || /^Traceback /.test(first)) return undefined;
  return withDetails(first, rest);
}

function lineWithDetails(lines: readonly string[], matches: (line: string) => boolean): string | undefined {
  const at = lines.findIndex(matches);
  return at < 0 ? undefined : withDetails(lines[at] as string, lines.slice(at + 1).filter(Boolean));
}

/** Adds the next line to an incomplete line, and so on if that is incomplete too. Returns any other line as it is. */
function withDetails(line: string, [next, ...further]: readonly string[]): string {
  const title = incomplete.map((form) => form.exec(line)?.[1]).find(Boolean);
  if (title === undefined) return line;
  return next === undefined ? title : `${title}: ${withDetails(next, further)}`;
}

/**
 * The exception of the last traceback. Lines have no indentation here, so it is recognised by its form, which lines of frames
 * and source code do not have: a class name with or without its module, alone or before a colon and a space.
 */
function lastOfTraceback(lines: readonly string[]): string | undefined {
  const at = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  return at < 0
    ? undefined
    : lines.slice(at + 1).find((line) => /^(?:\w+\.)*[A-Z]\w*(: |$)|^(?:\w+\.)+\w+: /.test(line));
}

/** Lines of console output without colours, times and indentation. A line that is a JSON log event becomes its message. */
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
