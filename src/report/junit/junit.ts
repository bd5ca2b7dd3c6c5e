/** `junit.xml`: a test for each case, as CI servers read them. */
import XMLBuilder from 'fast-xml-builder';
import type { Impact } from '../../config/impact.ts';
import { counted } from '../../facets/wording.ts';
import { type CaseResult, failing, type Verdict } from '../../findings/verdict.ts';
import type { Run } from '../run.ts';
import { visible, visibleLine } from '../visible.ts';
import { firstOf, reproCommand } from '../wording.ts';

/** More differences of one case than these are counted. */
const maxListed = 20;

/** What a verdict is in JUnit's terms; undefined: passed. */
const outcomes: Readonly<Record<Verdict, 'failure' | 'error' | 'skipped' | undefined>> = {
  same: undefined,
  expected: undefined,
  different: 'failure',
  unstable: 'failure',
  blocked: 'failure',
  error: 'error',
  skipped: 'skipped',
};

/** A case passes if its differences do not make a run fail. */
function outcomeOf(result: CaseResult, threshold: Impact) {
  const passes = result.differences.length > 0 && failing(result, threshold).length === 0;
  return passes && outcomes[result.verdict] === 'failure' ? undefined : outcomes[result.verdict];
}

/** XML with a suite for each command, in the form that Jenkins, GitLab and their like agree on. */
export function renderJunit(run: Run): string {
  const suites = [...Map.groupBy(run.results, (result) => result.case.command)];
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': `${run.candidate.spec} against ${run.reference.spec}`,
      ...counts(run.results, run.threshold),
      testsuite: suites.map(([command, results]) => ({
        '@name': command,
        '@timestamp': run.started,
        ...counts(results, run.threshold),
        testcase: results.map((result) => testcase(run, result)),
      })),
    },
  };
  return builder.build(document);
}

const builder = new XMLBuilder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  suppressEmptyNode: true,
  format: true,
});

function counts(results: readonly CaseResult[], threshold: Impact) {
  const of = (outcome: string) => results.filter((result) => outcomeOf(result, threshold) === outcome).length;
  const seconds = results.reduce((sum, result) => sum + secondsOf(result), 0);
  return {
    '@tests': results.length,
    '@failures': of('failure'),
    '@errors': of('error'),
    '@skipped': of('skipped'),
    '@time': seconds.toFixed(3),
  };
}

const secondsOf = ({ seconds }: CaseResult) => seconds.reference + seconds.candidate;

function testcase(run: Run, result: CaseResult) {
  const { case: testCase, verdict } = result;
  const outcome = outcomeOf(result, run.threshold);
  return {
    '@classname': `${run.candidate.command}.${testCase.command}`,
    '@name': `${testCase.id}: ${testCase.title}`,
    '@time': secondsOf(result).toFixed(3),
    ...(outcome && {
      [outcome]: { '@message': message(result), '@type': verdict, '#text': details(run, result) },
    }),
  };
}

const unexpectedIn = ({ differences }: CaseResult) =>
  differences.filter(({ expectation }) => expectation === undefined);

function message(result: CaseResult): string {
  const count = unexpectedIn(result).length;
  const many = count > 0 ? counted(count, 'unexpected difference') : '';
  return visibleLine([result.verdict, many, result.reason].filter(Boolean).join(': '), 500);
}

function details(run: Run, result: CaseResult): string {
  const lines = unexpectedIn(result).map(
    ({ facet, kind, path, reference, candidate }) =>
      `${facet} ${kind} ${visibleLine(path)}\n  - ${shown(reference)}\n  + ${shown(candidate)}`,
  );
  return [
    ...firstOf(lines, maxListed, (rest) => `… and ${rest} more: see report.json`),
    visible(reproCommand(result.case.id, run.reference.spec, run.candidate.spec)),
  ].join('\n');
}

const shown = (value: unknown) =>
  value === undefined ? '(nothing)' : visibleLine(typeof value === 'string' ? value : JSON.stringify(value));
