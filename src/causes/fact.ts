/** Facts: the differences of one step that say the same, under a key that is the same wherever that is seen. */
import type { Difference } from '../compare/difference.ts';
import { wildcard } from '../compare/fingerprint.ts';
import type { Json } from '../observe/observation.ts';
import { editOf, isTelling, plain, written } from './edit.ts';
import type { SideShown, StepShown } from './shown.ts';
import { nodeOf, subjectOf } from './subject.ts';

/** One engine step of a run with its differences. */
export interface Step {
  readonly case: string;
  readonly shown: StepShown;
  readonly differences: readonly Difference[];
}

export interface Fact {
  /** Case and step. */
  readonly at: string;
  readonly key: string;
  readonly differences: readonly Difference[];
}

export const placeOf = ({ case: id, shown: { step } }: Step) => `${id}#${step}`;

/** The facts of one step, in the order of its differences. */
export function factsOf(step: Step): readonly Fact[] {
  const keyOf = keying(step.shown);
  return [...Map.groupBy(step.differences, keyOf)].map(([key, differences]) => ({
    at: placeOf(step),
    key,
    differences,
  }));
}

/** Keys of facts that follow from what happened to nodes, and from an invocation that is missing, begin with these. */
export const nodeKey = 'node ';
export const invocationKey = 'not invoked ';

/** What an engine writes, prints and sends because it is invoked at all. */
const isOfInvocation = ({ facet, path }: Difference) =>
  facet === 'stdout' || facet === 'statements' || facet === 'events' || (facet === 'files' && /^project\/(logs|target)(\/|$)/.test(path));

const commandOf = ({ reference }: StepShown) => reference.invocations[0]?.split(' ').slice(1).find((word) => !word.startsWith('-')) ?? '';

function keying(shown: StepShown): (difference: Difference) => string {
  const states = nodeStates(shown);
  const counts = [shown.reference, shown.candidate].map(({ nodes }) => Object.keys(nodes).length) as [number, number];
  const invokesNothing = shown.reference.invocations.length > 0 && shown.candidate.invocations.length === 0;
  return (difference) => {
    const node = nodeOf(difference);
    const state = node === undefined ? undefined : states.get(node);
    if (state !== undefined) return nodeKey + state;
    if (states.size > 0 && isCount(difference, counts)) return `${nodeKey}not run`;
    const { facet, kind } = difference;
    if (invokesNothing && isOfInvocation(difference)) return `${invocationKey}${commandOf(shown)}`;
    return [facet, kind, facet === 'interface' && kind !== 'option-changed' ? '' : subjectOf(difference), wordingOf(difference, shown), node === undefined ? '' : 'node'].join('|');
  };
}

/** Nodes whose status differs, with how: `not run`, `run`, or `success → error`. None where a side reports none at all. */
function nodeStates({ reference, candidate }: StepShown): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  if (reportsNone(reference) || reportsNone(candidate)) return states;
  for (const [id, status] of Object.entries(reference.nodes)) {
    const other = candidate.nodes[id];
    if (other === undefined) states.set(id, 'not run');
    else if (other !== status) states.set(id, `${status} → ${other}`);
  }
  for (const id of Object.keys(candidate.nodes)) if (reference.nodes[id] === undefined) states.set(id, 'run');
  return states;
}

const reportsNone = ({ nodes }: SideShown) => Object.keys(nodes).length === 0;

/** How many nodes there are to run, or which of them this is: it changes with the nodes. */
function isCount({ facet, reference, candidate }: Difference, [r, c]: readonly [number, number]): boolean {
  if (r === c) return false;
  if (typeof reference === 'number' && typeof candidate === 'number') {
    const change = (reference - candidate) * Math.sign(r - c);
    return facet === 'events' && change > 0 && change <= Math.abs(r - c);
  }
  const edit = editOf({ reference, candidate } as Difference);
  return edit !== undefined && new Set(edit.removed.split(' ')).has(String(r)) && new Set(edit.added.split(' ')).has(String(c))
    && edit.removed.split(' ').every((word) => /^\d*$/.test(word));
}

/** What is said, as far as it tells this fact from others about the same subject. */
function wordingOf(difference: Difference, shown: StepShown): string {
  const { facet, kind, reference, candidate, path } = difference;
  if (kind === 'exit-code') return `${shown.candidate.ended} ${wildcard(shown.candidate.why ?? shown.reference.why ?? '')}`;
  if (kind === 'output-missing') return facet === 'events' ? commandsOf(reference) : '';
  if (facet === 'database') return kind === 'relation-changed' ? valued(reference, candidate) : path.split('/')[0] ?? '';
  if (facet === 'statements') return `${verbs(reference)} → ${verbs(candidate)}`;
  if (/\/exc_info$/.test(path)) return '';
  const edit = editOf(difference);
  if (facet === 'stdout' || facet === 'stderr') return edit ? wildcard(written(edit)).slice(0, 300) : '';
  if (facet === 'sql') return edit ? wildcard(written(edit)).slice(0, 120) : '';
  if (kind === 'event-changed' && edit && /\/args\/|\/msg$/.test(path)) return written(edit).slice(0, 300);
  if (kind === 'value-changed' && facet === 'artifacts' && /#\/args\//.test(path) && edit) return written(edit);
  return '';
}

const valued = (reference: Json | undefined, candidate: Json | undefined) =>
  [reference, candidate].map((value) => wildcard(JSON.stringify(value ?? null))).join(' → ').slice(0, 300);

const commandsOf = (value: Json | undefined) =>
  Array.isArray(value) ? value.map((one) => (one as { command?: string }).command ?? '').join(' ') : '';

/** First words of a statement: what it does, not to what. */
const verbs = (value: Json | undefined) =>
  typeof value === 'string' ? wildcard(plain(value).split(' ').slice(0, 3).join(' ').toLowerCase()) : '';
