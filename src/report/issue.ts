/** The issue a finding becomes, in the specification's template. */
import type { Difference } from '../compare/difference.ts';
import { type FacetName, facetNames } from '../facets/registry.ts';
import type { Case, Step } from '../plan/case.ts';
import { untellable } from '../script/untellable.ts';
import { behaviour, ending, isExit, pickShown, type Shown } from './behaviour.ts';
import { type Changes, standsSince } from './changes.ts';
import { code, fence, plain } from './markdown.ts';
import type { Ranked } from './ranking.ts';
import type { Run } from './run.ts';
import { type Sides, sideNames, withVersion } from './sides.ts';
import { commandLine, reproCommand, scriptCommands, subject } from './subject.ts';

/** More places than these are counted, not listed; report.json has them all. */
const maxListed = 12;

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
          command(run, example.case, lead.difference),
          behaviour(sides.reference, 'reference', shown, example),
          behaviour(sides.candidate, 'candidate', shown, example),
          deviation(sides, lead, differences),
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
    `${code(one.id)}: ${plain(one.title)} (in the project ${code(`projects/${one.project}`)} of dvt-compat, from its state ${code(one.state)} on).${after}`
  );
}

function described(step: Step, program: string): string {
  if ('engine' in step) return code(commandLine([program, ...step.engine]));
  if ('sql' in step) return `SQL ${code(step.sql)}`;
  if ('repository' in step) return `git commit in ${code(step.repository)}`;
  return Object.entries(step.write)
    .map(([file, text]) => `${text === null ? 'delete' : 'write'} ${code(file)}`)
    .join(', ')
    .concat(step.times === undefined ? '' : `, for n from 1 to ${step.times}`);
}

function deviation(sides: Sides, { difference, excerpt }: Shown, all: readonly Difference[]): string {
  const { facet, kind, path, impact } = difference;
  const value = (text: string | null) => (text === null ? 'nothing' : code(text));
  const [reference, candidate] = [plain(sides.reference), plain(sides.candidate)];
  const values = isExit(difference)
    ? [
        `- ${reference}: ${ending(difference, 'reference')}`,
        `- ${candidate}: ${ending(difference, 'candidate')}`,
      ]
    : excerpt.diff
      ? ['', `${reference} (\`-\`) and ${candidate} (\`+\`):`, '', fence(excerpt.diff, 'diff')]
      : [`- ${reference}: ${value(excerpt.reference)}`, `- ${candidate}: ${value(excerpt.candidate)}`];
  const others = all.filter((each) => each !== difference).map((each) => `${each.kind} ${each.path}`.trim());
  return [
    '**Difference**',
    '',
    `- facet: ${code(facet)}`,
    `- kind: ${code(kind)} (${impact})`,
    `- path: ${path === '' ? 'the whole facet' : code(path)}`,
    ...(others.length > 0 ? [`- with it, in the same case: ${capped([...new Set(others)])}`] : []),
    ...values,
  ].join('\n');
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
  const why = untellable(one, [reference, candidate]);
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
  return [`- with all their packages: ${files.join(', ')}, beside the report`];
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
    `- differences in all: ${finding.count}; fingerprint ${code(finding.fingerprint)}`,
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

function capped(values: readonly string[]): string {
  const rest = values.length - maxListed;
  const shown = listed(values.slice(0, maxListed));
  return rest > 0 ? `${shown} and ${rest} more (see report.json)` : shown;
}
