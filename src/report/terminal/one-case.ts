/** One case for a person at the terminal: its steps, every difference with the values of both sides, and the verdict. */
import path from 'node:path';
import type { Engine } from '../../engines/engine.ts';
import type { Difference } from '../../facets/difference.ts';
import { counted } from '../../facets/wording.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { describeEdit } from '../../workspace/edits.ts';
import type { Side } from '../../workspace/workspace.ts';
import { excerptOf } from '../markdown/excerpt.ts';
import { withoutPrivate } from '../private.ts';
import { visible, visibleLine } from '../visible.ts';
import { commandLine, withVersion } from '../wording.ts';
import { type Paint, painter } from './paint.ts';

interface CaseOptions {
  readonly colour: boolean;
  /** Folder of the raw evidence. */
  readonly evidence: string;
  /** Folder with the projects of both sides, if they were kept. */
  readonly projects?: string;
}

/** Differences shown with their values; the others are counted, `--json` has them. */
const maxShown = 40;

export function renderCase(
  { reference, candidate }: Readonly<Record<Side, Engine>>,
  { case: testCase, verdict, differences, reason }: CaseResult,
  options: CaseOptions,
): string {
  const paint = painter(options.colour);
  const steps = testCase.steps.map((step, index) => {
    if (!('engine' in step)) return `${index + 1}. ${describeEdit(step, visibleLine)}`;
    const env = Object.entries(step.env ?? {})
      .map(([key, value]) => `${key}=${value} `)
      .join('');
    return `${index + 1}. ${env}${reference.command} | ${candidate.command}  ${commandLine(step.engine)}`;
  });
  const rest = differences.length - maxShown;
  const here = (folder: string) => path.relative(process.cwd(), folder) || '.';
  const text = [
    paint('bold', `${testCase.id}: ${testCase.title}`),
    `reference  ${withVersion(reference)}`,
    `candidate  ${withVersion(candidate)}`,
    ...steps,
    '',
    ...differences.slice(0, maxShown).flatMap((difference) => renderDifference(difference, paint)),
    ...(rest > 0 ? [`… and ${rest} more, with --json`] : []),
    `${paint('bold', verdict)}, ${counted(differences.length, 'difference')}${reason ? `: ${reason}` : ''}`,
    `Evidence   ${here(options.evidence)}`,
    ...(options.projects ? [`Projects   ${here(options.projects)}`] : []),
  ];
  return withoutPrivate(text.join('\n'));
}

function renderDifference(difference: Difference, paint: Paint): readonly string[] {
  const { facet, kind, path: at, impact, expectation, step } = difference;
  const covered = expectation ? paint('dim', ` (expected: ${expectation})`) : '';
  const { reference, candidate, diff } = excerptOf(difference);
  const lines =
    diff === null ? [...prefixed('-', reference), ...prefixed('+', candidate)] : visible(diff).split('\n');
  const painted = lines.map((line) =>
    line.startsWith('-') ? paint('red', line) : line.startsWith('+') ? paint('green', line) : line,
  );
  return [
    `${paint('bold', `step ${step + 1}  ${facet}  ${kind}`)}  ${visibleLine(at)}  ${impact}${covered}`,
    ...painted.map((line) => `    ${line}`),
    '',
  ];
}

const prefixed = (mark: string, text: string | null): readonly string[] =>
  text === null
    ? []
    : visible(text)
        .split('\n')
        .map((line) => `${mark}${line}`);
