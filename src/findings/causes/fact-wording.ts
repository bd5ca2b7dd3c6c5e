/** The part of a fact's key that distinguishes facts about the same subject. */

import { type Json, textAt } from '../../config/json.ts';
import { wildcard } from '../../diff/wildcard.ts';
import { generalViolation } from '../../facets/artifacts/wording.ts';
import type { Untyped } from '../../facets/difference.ts';
import { type Edit, editOf, plain, renderEdit, uniformEdit } from './edit.ts';
import type { StepShown } from './shown.ts';
import { subjectOf } from './subject.ts';

/** Characters of a wording that distinguish it from others. */
const enough = 300;

export function wordingOf(difference: Untyped, shown: StepShown): string {
  const { facet, kind, reference, candidate, path } = difference;
  if (kind === 'exit-code') return endingOf(shown);
  if (kind === 'artifact-invalid') return violationOf(String(candidate));
  if (kind === 'output-missing') return facet === 'events' ? commandsOf(reference) : '';
  if (facet === 'database')
    return kind === 'relation-changed' ? changed(reference, candidate) : (path.split('/')[0] ?? '');
  if (facet === 'statements') return uniformEdit(difference) ?? `${verbs(reference)} → ${verbs(candidate)}`;
  const edit = editOf(difference);
  if (!edit) return '';
  // Events for any text, distinguished by the text.
  if (/^event-(added|missing)$/.test(kind) && path === 'Formatting')
    return wildcard(renderEdit(edit)).slice(0, enough / 4);
  if (facet === 'stdout' || facet === 'stderr')
    return repeatsFailure(difference, shown)
      ? 'the failure'
      : wildcard(renderEdit(firstLines(difference) ?? edit)).slice(0, enough);
  if (facet === 'sql') return uniformEdit(difference) ?? wildcard(renderEdit(edit)).slice(0, enough / 2);
  const isTold = kind === 'event-changed' ? /\/args\/|\/msg$/ : /#\/args\//;
  return kind.endsWith('-changed') && isTold.test(path) ? renderEdit(edit).slice(0, enough) : '';
}

/** How the candidate ended, and why. If it succeeds, the reference's failure counts. */
const endingOf = ({ reference, candidate }: StepShown) =>
  `${candidate.ended} ${wildcard((candidate.ended === 0 ? reference.why : candidate.why) ?? '')}`;

/**
 * The key that the candidate's failure has in steps in which the reference ends differently; undefined if the candidate does not
 * fail, or fails like the reference.
 */
export function failureKey(shown: StepShown): string | undefined {
  const [r, c] = [shown.reference, shown.candidate];
  const isOther = wildcard(c.why ?? '') !== wildcard(r.why ?? '');
  return c.ended !== 0 && r.ended === c.ended && c.why !== undefined && isOther
    ? ['exit', 'exit-code', subjectOf({ facet: 'exit', path: 'code' }), endingOf(shown), ''].join('|')
    : undefined;
}

/** Whether an extra line repeats why the step fails on both sides. */
function repeatsFailure({ kind, candidate }: Untyped, { reference: r, candidate: c }: StepShown): boolean {
  const reason = c.why?.split(': ').at(-1);
  return (
    kind === 'line-added' && r.ended === c.ended && reason !== undefined && String(candidate).includes(reason)
  );
}

/** The first lines of passages of several lines: the rest are details of the project. */
function firstLines({ reference, candidate }: Untyped): Edit | undefined {
  const [before, after] = [reference, candidate].map((value) => String(value ?? '').split('\n'));
  if ((before?.length ?? 0) < 2 && (after?.length ?? 0) < 2) return undefined;
  return { removed: plain(before?.[0] ?? ''), added: plain(after?.[0] ?? '') };
}

const changed = (reference: Json | undefined, candidate: Json | undefined) =>
  [reference, candidate]
    .map((value) => wildcard(JSON.stringify(value ?? null)))
    .join(' → ')
    .slice(0, enough);

const commandsOf = (value: Json | undefined) =>
  Array.isArray(value) ? value.map((invoked: Json) => textAt(invoked, 'command') ?? '').join(' ') : '';

/** If a schema has alternatives, each of them allows other values at the same place. */
const violationOf = (text: string) => generalViolation(text).replace(/ \{"allowedValues":.*$/, '');

/** First words of a statement: what it does, without its objects. */
const verbs = (value: Json | undefined) =>
  typeof value === 'string' ? wildcard(plain(value).split(' ').slice(0, 3).join(' ').toLowerCase()) : '';
