/** The first lines of an issue: what happens in one sentence, who notices it, and why it is registered. */

import type { Impact } from '../../config/impact.ts';
import type { Difference } from '../../facets/difference.ts';
import { sentenceOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import { commandIn, withReasons } from '../../findings/causes/title.ts';
import { heavierCauses, reasonOf } from '../facts.ts';
import type { Ranked } from '../ranking.ts';
import type { Run } from '../run.ts';
import { withoutCommands, withVersion } from '../wording.ts';
import { code, plain } from './markdown.ts';

const meaning: Readonly<Record<Impact, string>> = {
  data: 'what is in the database afterwards',
  outcome: 'what happens',
  contract: 'what programs read',
  console: 'what people read',
  internals: 'what neither programs nor people rely on',
};

/** @param main the difference that the issue shows first. */
export function whatHappens(run: Run, ranked: Ranked, main: Difference): string {
  const { finding, example } = ranked;
  const { impact, status, followsFrom, together = [] } = finding;
  const what = sentence(ranked, main).replace(/[:.]+$/, '');
  const typed = commandIn(example?.case.steps[main.step]) ?? finding.commands[0] ?? '';
  const reason = reasonOf(run, finding);
  const where = `${counted(finding.cases.length, 'case')} of ${finding.commands.map(code).join(', ')}`;
  const { causes, always } = heavierCauses(run, finding, main);
  const others = causesOf(causes.map(withoutCommands));
  const inseparable = run.findings.filter(({ fingerprint }) => together.includes(fingerprint));
  return [
    `Compared with ${plain(withVersion(run.reference))}, ${code(`${run.candidate.command} ${typed}`)} of ${plain(withVersion(run.candidate))} ${plain(what, 400)}.`,
    `Impact: ${impact} (${meaning[impact]}), in ${where}.`,
    followsFrom !== undefined && `It follows from the cause ${code(followsFrom)}.`,
    together.length > 0 &&
      `No case tells it apart from: ${causesOf(inseparable.map(({ title }) => title))}. They may be one cause.`,
    causes.length > 0 &&
      (always
        ? `It only shows in steps where the command also does one of these; it may follow from them, so start there: ${others}.`
        : `In the same step it also: ${others}.`),
    reason !== undefined &&
      `Registered ${status === 'new' ? 'in part' : `as ${status}`}: ${plain(reason, 600)}`,
  ]
    .filter((line) => line !== false)
    .join('\n\n');
}

/** Titles of other causes; more than these are counted. */
const maxCauses = 3;

function causesOf(titles: readonly string[]): string {
  const rest = titles.length - maxCauses;
  const named = titles.slice(0, maxCauses).map((title) => plain(title));
  return `${named.join('; ')}${rest > 0 ? ` and ${counted(rest, 'other cause')}` : ''}`;
}

/** The title in full; if the two sides end differently, with the lines that say why. */
function sentence({ finding, example }: Ranked, main: Difference): string {
  const title = withoutCommands(finding);
  if (main.fingerprint !== finding.fingerprint) return title;
  const shown = example?.shown?.find(({ step }) => step === main.step);
  if (main.kind === 'exit-code' && shown)
    return sentenceOf(withReasons(main, { reference: shown.reference.why, candidate: shown.candidate.why }));
  return title.endsWith('…') ? sentenceOf(main) : title;
}
