/** One case for a person at the terminal: what was typed, how each side ended, and every difference with both values. */

import path from 'node:path';
import pc from 'picocolors';
import type { Engine } from '../../engines/engine.ts';
import type { Difference } from '../../facets/difference.ts';
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { describeEdit } from '../../workspace/edits.ts';
import { excerptOf } from '../markdown/excerpt.ts';
import { withoutPrivate } from '../private.ts';
import { withVersion } from '../sides.ts';
import { commandLine } from '../subject.ts';
import { visible, visibleLine } from '../visible.ts';

interface CaseOptions {
  readonly colour: boolean;
  /** Folder of the raw evidence. */
  readonly evidence: string;
  /** Folder of the kept twins. */
  readonly twins?: string;
}

/** Differences shown whole; the others are counted, report.json or `--json` has them. */
const maxShown = 40;

export function renderCase(
  reference: Engine,
  candidate: Engine,
  result: CaseResult,
  options: CaseOptions,
): string {
  const colours = pc.createColors(options.colour);
  const { case: one, verdict, differences, reason } = result;
  const steps = one.steps.map((step, index) => {
    if (!('engine' in step)) return `${index + 1}. ${describeEdit(step, visibleLine)}`;
    const env = Object.entries(step.env ?? {})
      .map(([key, value]) => `${key}=${value} `)
      .join('');
    return `${index + 1}. ${env}${reference.command} | ${candidate.command}  ${commandLine(step.engine)}`;
  });
  const shown = differences.slice(0, maxShown).flatMap((difference) => renderDifference(difference, colours));
  const rest = differences.length - maxShown;
  const here = (folder: string) => path.relative(process.cwd(), folder) || '.';
  const text = [
    colours.bold(`${one.id}: ${one.title}`),
    `reference  ${withVersion(reference)}`,
    `candidate  ${withVersion(candidate)}`,
    ...steps,
    '',
    ...shown,
    ...(rest > 0 ? [`… and ${rest} more, with --json`] : []),
    `${colours.bold(verdict)}, ${counted(differences.length, 'difference')}${reason ? `: ${reason}` : ''}`,
    `Evidence   ${here(options.evidence)}`,
    ...(options.twins ? [`Twins      ${here(options.twins)}`] : []),
  ];
  return withoutPrivate(text.join('\n'));
}

function renderDifference(
  difference: Difference,
  colours: ReturnType<typeof pc.createColors>,
): readonly string[] {
  const { facet, kind, path: at, impact, expectation, step } = difference;
  const covered = expectation ? colours.dim(` (expected: ${expectation})`) : '';
  const { reference, candidate, diff } = excerptOf(difference);
  const body =
    diff === null ? [...prefixed('-', reference), ...prefixed('+', candidate)] : visible(diff).split('\n');
  const paint = (line: string) =>
    line.startsWith('-') ? colours.red(line) : line.startsWith('+') ? colours.green(line) : line;
  return [
    `${colours.bold(`step ${step + 1}  ${facet}  ${kind}`)}  ${visibleLine(at)}  ${impact}${covered}`,
    ...body.map((line) => `    ${paint(line)}`),
    '',
  ];
}

const prefixed = (mark: string, text: string | null): readonly string[] =>
  text === null
    ? []
    : visible(text)
        .split('\n')
        .map((line) => `${mark}${line}`);
