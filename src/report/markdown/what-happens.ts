/** The first lines of an issue: what happens in one sentence, who notices it, and why it is registered. */

import type { Difference } from '../../facets/difference.ts';
import type { Impact } from '../../facets/impact.ts';
import { sentenceOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import { commandIn, withReasons } from '../../findings/causes/title.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import type { Ranked } from '../ranking.ts';
import { reasonOf } from '../reasons.ts';
import type { Run } from '../run.ts';
import { withVersion } from '../sides.ts';
import { heavierCauses } from '../symptom.ts';
import { withoutCommands } from '../title.ts';
import { code, plain } from './markdown.ts';

const meaning: Readonly<Record<Impact, string>> = {
  data: 'what is in the database afterwards',
  outcome: 'what happens',
  contract: 'what programs read',
  console: 'what people read',
  internals: 'what neither programs nor people rely on',
};

/** What happens in one sentence, who notices it, and why it is registered where it is. */
export function happens(run: Run, ranked: Ranked, lead: Difference): string {
  const { finding, example } = ranked;
  const what = sentence(finding, example, lead).replace(/[:.]+$/, '');
  const typed = commandIn(example?.case.steps[lead.step]) ?? finding.commands[0] ?? '';
  const reason = reasonOf(run, finding);
  const where = `${counted(finding.cases.length, 'case')} of ${finding.commands.map(code).join(', ')}`;
  return [
    `Compared with ${plain(withVersion(run.reference))}, ${code(`${run.candidate.command} ${typed}`)} of ${plain(withVersion(run.candidate))} ${plain(what, 400)}.`,
    `Impact: ${finding.impact} (${meaning[finding.impact]}), in ${where}.`,
    ...(finding.followsFrom === undefined ? [] : [`It follows from the cause ${code(finding.followsFrom)}.`]),
    ...togetherOf(run, finding),
    ...alsoOf(run, ranked, lead),
    ...(reason === undefined
      ? []
      : [
          `Registered ${finding.standing === 'new' ? 'in part' : `as ${finding.standing}`}: ${plain(reason, 600)}`,
        ]),
  ].join('\n\n');
}

/** So many causes that always show together are named. */
const maxTogether = 3;

function togetherOf(run: Run, { together = [] }: Ranked['finding']): readonly string[] {
  if (together.length === 0) return [];
  const titles = run.findings
    .filter(({ fingerprint }) => together.includes(fingerprint))
    .map(({ title }) => plain(title));
  return [
    `No case tells it apart from: ${titles.slice(0, maxTogether).join('; ')}${moreThan(titles.length)}. They may be one cause.`,
  ];
}

/** This cause may be a symptom of others in the same step. */
function alsoOf(run: Run, ranked: Ranked, lead: Difference): readonly string[] {
  const { causes, always } = heavierCauses(run, ranked.finding, lead);
  if (causes.length === 0) return [];
  const titles = causes.slice(0, maxTogether).map((one) => plain(withoutCommands(one)));
  const listed = `${titles.join('; ')}${moreThan(causes.length)}`;
  return [
    always
      ? `It only shows in steps where the command also does one of these; it may follow from them, so start there: ${listed}.`
      : `In the same step it also: ${listed}.`,
  ];
}

const moreThan = (count: number) =>
  count > maxTogether ? ` and ${counted(count - maxTogether, 'other cause')}` : '';

/** The title in full; where the two sides end differently, with the lines that say why. */
function sentence(finding: Ranked['finding'], example: CaseResult | undefined, lead: Difference): string {
  const title = withoutCommands(finding);
  if (lead.fingerprint !== finding.fingerprint) return title;
  const shown = example?.shown?.find(({ step }) => step === lead.step);
  if (lead.kind === 'exit-code' && shown)
    return sentenceOf(withReasons(lead, { reference: shown.reference.why, candidate: shown.candidate.why }));
  return title.endsWith('…') ? sentenceOf(lead) : title;
}
