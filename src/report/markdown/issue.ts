/** The issue of a cause, in the specification's template. */

import type { Case, Step } from '../../cases/case.ts';
import { whyNoScript } from '../../cases/scriptable.ts';
import type { Difference } from '../../facets/difference.ts';
import { type FacetName, facetNames } from '../../facets/registry.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import { describeEdit } from '../../workspace/edits.ts';
import { type Changes, standsSince } from '../changes.ts';
import { differencesOf } from '../facts.ts';
import { identityOf } from '../identity.ts';
import { packageLines } from '../packages.ts';
import type { Ranked } from '../ranking.ts';
import type { Run } from '../run.ts';
import { type Sides, sideNames, withVersion } from '../sides.ts';
import { commandLine, reproCommand, scriptCommands, subject } from '../subject.ts';
import { behaviour, isExit } from './behaviour.ts';
import { factList, pickShown } from './evidence.ts';
import { code, fence, plain } from './markdown.ts';
import { valuesOf } from './values.ts';
import { happens } from './what-happens.ts';

/** Packages that are named; the lock files have them all. */
const namedPackages = 8;

/**
 * Markdown of one issue: everything a reader needs who has never seen the harness.
 * @param changes since an earlier run, where one was named.
 */
export function renderIssue(run: Run, ranked: Ranked, changes?: Changes): string {
  const { finding, example, differences } = ranked;
  const sides = sideNames(run);
  const shown = pickShown(differences);
  const [lead] = shown;
  const parts =
    example && lead
      ? [
          happens(run, ranked, lead),
          command(run, example.case, lead),
          ...sidesOf(run, lead, example),
          deviation(run, ranked, shown),
          suspects(ranked),
          fix(ranked),
          reproduction(run, example.case),
          versions(run, sides),
          ...novelty(ranked, changes),
          agreeing(example.case, example.differences),
          affected(ranked, example.case),
        ]
      : ['No case of this run shows it.', versions(run, sides)];
  return `${[`# ${plain(finding.title)}`, ...parts].join('\n\n')}\n`;
}

function sidesOf(run: Run, { step }: Difference, { differences, shown }: CaseResult): readonly string[] {
  const exits = differences.filter((each) => each.step === step && isExit(each));
  const both = shown?.find((each) => each.step === step);
  const [names, replaced] = [sideNames(run), identityOf(run)];
  return (['reference', 'candidate'] as const).map((side) => {
    // A wrapper starts another engine, which its log names.
    const [command = run[side].command] = Object.keys(replaced[side]['{name}'] ?? {});
    return behaviour({ name: names[side], side, command }, both, exits);
  });
}

function command(run: Run, one: Case, { step }: Difference): string {
  const at = one.steps[step];
  const argv = at && 'engine' in at ? at.engine : subject(one);
  const before = one.steps.slice(0, step);
  const after =
    before.length > 0
      ? `\n\nAfter:\n\n${before.map((each, index) => `${index + 1}. ${described(each, run.candidate.command)}`).join('\n')}`
      : '';
  return (
    `**Command** (${code(commandLine([run.candidate.command, ...argv]))})\n\n` +
    `${code(one.id)}: ${plain(one.title)} (in the project ${code(`projects/${one.project}`)} of dvt-compat, starting from its state ${code(one.state)}).${after}`
  );
}

function described(step: Step, program: string): string {
  return 'engine' in step ? code(commandLine([program, ...step.engine])) : describeEdit(step, code);
}

function deviation(run: Run, { finding, differences }: Ranked, shown: readonly Difference[]): string {
  const sides = sideNames(run);
  const inStep = differences.filter(({ step }) => step === shown[0]?.step);
  return [
    '**Difference**',
    ...shown.map((each) => valuesOf(sides, each, inStep)),
    'All facts of this cause:',
    factList(differencesOf(run, finding), finding.standing),
  ].join('\n\n');
}

function suspects({ finding }: Ranked): string {
  const lines = finding.suspects.map(
    ({ file, line, why, score }) =>
      `- ${code(line > 0 ? `${file}:${line}` : file)}: ${plain(why)} (score ${score.toFixed(2)})`,
  );
  return `**Suspected cause**\n\n${lines.length > 0 ? lines.join('\n') : 'Not known.'}`;
}

function fix({ finding: { suggestedFix, fixSource } }: Ranked): string {
  const source = fixSource ? `\n\n${fence(fixSource.text, fixSource.language)}` : '';
  return `**Suggested fix**\n\n${plain(suggestedFix)}${source}`;
}

function reproduction(run: Run, one: Case): string {
  const [reference, candidate] = [run.reference.spec, run.candidate.spec];
  const why = whyNoScript(one, [reference, candidate]);
  const alone =
    why === undefined
      ? [
          'Without dvt-compat: a shell script that needs only uv and a Postgres server. It sets up both engines, the project and the database, and shows what differs.',
          fence(scriptCommands(one.id, reference, candidate), 'sh'),
        ]
      : [`There is no stand-alone script of it: ${plain(why)}.`];
  return ['**How to reproduce**', fence(reproCommand(one.id, reference, candidate), 'sh'), ...alone].join(
    '\n\n',
  );
}

const versions = (run: Run, sides: Sides): string =>
  [
    '**Versions**',
    '',
    `- ${plain(sides.reference)}: ${code(withVersion(run.reference))}`,
    `- ${plain(sides.candidate)}: ${code(withVersion(run.candidate))}`,
    ...packageLines(run, namedPackages).map((line) => `- ${plain(line, 1000)}`),
    ...locks(run),
    ...run.adaptations.map(
      ({ id, side, reason }) =>
        `- the project is adapted for ${plain(sides[side])} (${code(id)}): ${plain(reason)}`,
    ),
    `- Postgres ${plain(run.database.version)}, dvt-compat ${plain(run.harnessVersion)}`,
  ].join('\n');

/** All packages of both engines: kept with the report. A plain program has none. */
function locks({ reference, candidate }: Run): readonly string[] {
  const named = Object.entries({ reference, candidate }).filter(([, { spec }]) => !spec.startsWith('exe:'));
  if (named.length === 0) return [];
  const files = named.map(([side, { lock }]) => `${code(`${side}.uv.lock`)} (${code(lock.slice(0, 12))})`);
  return [`- with all their packages: ${files.join(', ')}, next to the report`];
}

function novelty({ finding }: Ranked, changes: Changes | undefined): readonly string[] {
  if (!changes) return [];
  return [`**Is it new?**\n\n${plain(standsSince(changes, finding))}`];
}

function affected({ finding }: Ranked, shown: Case): string {
  const others = finding.cases.filter((id) => id !== shown.id);
  const lines = [
    `- commands: ${listed(finding.commands)}`,
    `- this case: ${code(shown.id)}; other cases: ${others.length > 0 ? listed(others) : 'none'}`,
    `- differences in all: ${finding.count}; id of the cause: ${code(finding.fingerprint)}`,
  ];
  return `**Affected**\n\n${lines.join('\n')}`;
}

/** Facets that only some cases show: elsewhere there is nothing that could agree. */
const seenOnlyWhere: Readonly<Partial<Record<FacetName, (one: Case) => boolean>>> = {
  http: ({ steps }) => steps.some((step) => 'requests' in step),
  interface: ({ steps }) => steps.some((step) => 'engine' in step && step.engine.includes('--help')),
};

function agreeing(one: Case, all: readonly Difference[]): string {
  const differing = new Set<FacetName>(all.map(({ facet }) => facet));
  const looked = (facet: FacetName) => seenOnlyWhere[facet]?.(one) ?? true;
  const agree = facetNames.filter((facet) => !differing.has(facet) && looked(facet));
  return `**Facets that agree in this case**\n\n${agree.length > 0 ? agree.join(', ') : 'None.'}`;
}

const listed = (values: readonly string[]): string => values.map(code).join(', ');
