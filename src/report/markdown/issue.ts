/** The issue of a cause, in the specification's template. */
import type { Case, Step } from '../../cases/case.ts';
import { whyNoScript } from '../../cases/scriptable.ts';
import type { Difference } from '../../facets/difference.ts';
import { type FacetName, facetNames } from '../../facets/registry.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { describeEdit } from '../../workspace/edits.ts';
import { type Changes, noveltyOf } from '../changes.ts';
import { differencesOf } from '../facts.ts';
import { identityOf, packageLines } from '../notes.ts';
import type { Ranked } from '../ranking.ts';
import type { Run } from '../run.ts';
import {
  commandLine,
  reproCommand,
  scriptCommands,
  sideNames,
  sides,
  subject,
  withVersion,
} from '../wording.ts';
import { behaviour, isExit } from './behaviour.ts';
import { factList, pickShown } from './evidence.ts';
import { code, fence, plain } from './markdown.ts';
import { valuesOf } from './values.ts';
import { whatHappens } from './what-happens.ts';

/** Packages that are named; the lock files have them all. */
const maxPackages = 8;

/**
 * Markdown of one issue: everything a reader needs who does not know dvt-compat.
 * @param changes since an earlier run, if one was named.
 */
export function renderIssue(run: Run, ranked: Ranked, changes?: Changes): string {
  const { finding, example, differences } = ranked;
  const shown = pickShown(differences);
  const [main] = shown;
  const parts =
    example && main
      ? [
          whatHappens(run, ranked, main),
          command(run, example.case, main),
          ...behaviours(run, main, example),
          deviation(run, ranked, shown),
          suspects(ranked),
          fix(ranked),
          reproduction(run, example.case),
          versions(run),
          ...(changes ? [section('Is it new?', plain(noveltyOf(changes, finding)))] : []),
          agreeing(example.case, example.differences),
          affected(ranked, example.case),
        ]
      : ['No case of this run shows it.', versions(run)];
  return `${[`# ${plain(finding.title)}`, ...parts].join('\n\n')}\n`;
}

const section = (title: string, ...paragraphs: readonly string[]) =>
  [`**${title}**`, ...paragraphs].join('\n\n');

function behaviours(run: Run, { step }: Difference, { differences, shown }: CaseResult): readonly string[] {
  const exits = differences.filter((each) => each.step === step && isExit(each));
  const both = shown?.find((each) => each.step === step);
  const [names, replaced] = [sideNames(run), identityOf(run)];
  return sides.map((side) => {
    // A wrapper starts another engine, which its log names.
    const [command = run[side].command] = Object.keys(replaced[side]['{name}'] ?? {});
    return behaviour({ name: names[side], side, command }, both, exits);
  });
}

function command(run: Run, testCase: Case, { step }: Difference): string {
  const shown = testCase.steps[step];
  const argv = shown && 'engine' in shown ? shown.engine : subject(testCase);
  const before = testCase.steps
    .slice(0, step)
    .map((each, index) => `${index + 1}. ${described(each, run.candidate.command)}`);
  return [
    `**Command** (${code(commandLine([run.candidate.command, ...argv]))})`,
    `${code(testCase.id)}: ${plain(testCase.title)} (in the project ${code(`projects/${testCase.project}`)} of dvt-compat, starting from its state ${code(testCase.state)}).`,
    ...(before.length > 0 ? ['After:', before.join('\n')] : []),
  ].join('\n\n');
}

function described(step: Step, program: string): string {
  return 'engine' in step ? code(commandLine([program, ...step.engine])) : describeEdit(step, code);
}

function deviation(run: Run, { finding, differences }: Ranked, shown: readonly Difference[]): string {
  const inStep = differences.filter(({ step }) => step === shown[0]?.step);
  return section(
    'Difference',
    ...shown.map((each) => valuesOf(sideNames(run), each, inStep)),
    'All facts of this cause:',
    factList(differencesOf(run, finding), finding.status),
  );
}

function suspects({ finding }: Ranked): string {
  const lines = finding.suspects.map(
    ({ file, line, why, score }) =>
      `- ${code(line > 0 ? `${file}:${line}` : file)}: ${plain(why)} (score ${score.toFixed(2)})`,
  );
  return section('Suspected cause', lines.length > 0 ? lines.join('\n') : 'Not known.');
}

const fix = ({ finding: { suggestedFix, fixSource } }: Ranked): string =>
  section(
    'Suggested fix',
    plain(suggestedFix),
    ...(fixSource ? [fence(fixSource.text, fixSource.language)] : []),
  );

function reproduction(run: Run, testCase: Case): string {
  const [reference, candidate] = [run.reference.spec, run.candidate.spec];
  const why = whyNoScript(testCase, [reference, candidate]);
  const script =
    why === undefined
      ? [
          'Without dvt-compat: a shell script that needs only uv and a Postgres server. It sets up both engines, the project and the database, and shows what differs.',
          fence(scriptCommands(testCase.id, reference, candidate), 'sh'),
        ]
      : [`There is no stand-alone script of it: ${plain(why)}.`];
  return section('How to reproduce', fence(reproCommand(testCase.id, reference, candidate), 'sh'), ...script);
}

function versions(run: Run): string {
  const names = sideNames(run);
  const lines = [
    ...sides.map((side) => `${plain(names[side])}: ${code(withVersion(run[side]))}`),
    ...packageLines(run, maxPackages).map((line) => plain(line, 1000)),
    ...locks(run),
    ...run.adaptations.map(
      ({ id, side, reason }) =>
        `the project is adapted for ${plain(names[side])} (${code(id)}): ${plain(reason)}`,
    ),
    `Postgres ${plain(run.database.version)}, dvt-compat ${plain(run.harnessVersion)}`,
  ];
  return section('Versions', lines.map((line) => `- ${line}`).join('\n'));
}

/** The lock files next to the report. A plain program has none. */
function locks(run: Run): readonly string[] {
  const files = sides
    .filter((side) => !run[side].spec.startsWith('exe:'))
    .map((side) => `${code(`${side}.uv.lock`)} (${code(run[side].lock.slice(0, 12))})`);
  return files.length === 0 ? [] : [`with all their packages: ${files.join(', ')}, next to the report`];
}

function affected({ finding }: Ranked, shown: Case): string {
  const listed = (values: readonly string[]) => values.map(code).join(', ') || 'none';
  const lines = [
    `- commands: ${listed(finding.commands)}`,
    `- this case: ${code(shown.id)}; other cases: ${listed(finding.cases.filter((id) => id !== shown.id))}`,
    `- differences in all: ${finding.count}; id of the cause: ${code(finding.fingerprint)}`,
  ];
  return section('Affected', lines.join('\n'));
}

/** Facets that only some cases have: in other cases there is nothing that could agree. */
const onlyIn: Readonly<Partial<Record<FacetName, (testCase: Case) => boolean>>> = {
  http: ({ steps }) => steps.some((step) => 'requests' in step),
  interface: ({ steps }) => steps.some((step) => 'engine' in step && step.engine.includes('--help')),
};

function agreeing(testCase: Case, differences: readonly Difference[]): string {
  const differing = new Set<FacetName>(differences.map(({ facet }) => facet));
  const agree = facetNames.filter((facet) => !differing.has(facet) && (onlyIn[facet]?.(testCase) ?? true));
  return section('Facets that agree in this case', agree.length > 0 ? agree.join(', ') : 'None.');
}
