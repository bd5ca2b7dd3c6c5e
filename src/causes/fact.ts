/** Facts: the differences of one step that say the same, under a key that is the same wherever that is seen. */
import type { Untyped } from '../compare/difference.ts';
import { wildcard } from '../compare/wildcard.ts';
import type { Json } from '../observe/observation.ts';
import { editOf, plain, written } from './edit.ts';
import type { SideShown, StepShown } from './shown.ts';
import { nodeOf, subjectOf } from './subject.ts';

/** One engine step of a run with its differences. */
export interface Step {
  readonly case: string;
  readonly shown: StepShown;
  readonly differences: readonly Untyped[];
}

export interface Fact {
  readonly case: string;
  /** Case and step. */
  readonly at: string;
  /** Kind, subject and wording. */
  readonly key: string;
  readonly differences: readonly Untyped[];
}

/** The facts of one step, in the order of its differences. */
export function factsOf(step: Step): readonly Fact[] {
  const keyOf = keying(step.shown);
  return [...Map.groupBy(step.differences, keyOf)].map(([key, differences]) => ({
    case: step.case,
    at: `${step.case}#${step.shown.step}`,
    key,
    differences,
  }));
}

/** Keys of facts that follow from what happened to nodes, and from an invocation that is missing, begin with these. */
const [nodeKey, invocationKey] = ['node ', 'not invoked '];

/** Whether a fact follows from nodes that ran on one side only, or ended in another way. */
export const isOfNodes = ({ key }: Pick<Fact, 'key'>) => key.startsWith(nodeKey);
/** Whether a fact follows from the engine not being invoked at all. */
export const isOfInvocation = ({ key }: Pick<Fact, 'key'>) => key.startsWith(invocationKey);

function keying(shown: StepShown): (difference: Untyped) => string {
  const states = nodeStates(shown);
  const [r, c] = [shown.reference, shown.candidate];
  const counts = [r, c].map(({ nodes }) => Object.keys(nodes).length) as [number, number];
  const invokesNothing = r.invocations.length > 0 && c.invocations.length === 0;
  return (difference) => {
    const node = nodeOf(difference);
    const state = node === undefined ? undefined : states.get(node);
    if (state !== undefined) return nodeKey + state;
    if (states.size > 0 && isCount(difference, counts)) return `${nodeKey}not run`;
    if (invokesNothing && comesWithInvocation(difference)) return invocationKey + commandOf(shown);
    const { facet, kind } = difference;
    // Options that a parser lacks, or has in addition, come with one definition.
    const subject = facet === 'interface' && kind !== 'option-changed' ? '' : subjectOf(difference);
    return [facet, kind, subject, wordingOf(difference, shown), node === undefined ? '' : 'node'].join('|');
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
function isCount(difference: Untyped, [r, c]: readonly [number, number]): boolean {
  const { facet, reference, candidate } = difference;
  if (r === c) return false;
  if (typeof reference === 'number' && typeof candidate === 'number') {
    const change = (reference - candidate) * Math.sign(r - c);
    return facet === 'events' && change > 0 && change <= Math.abs(r - c);
  }
  const edit = editOf(difference);
  const [removed, added] = [edit?.removed.split(' ') ?? [], edit?.added.split(' ') ?? []];
  return (
    removed.every((word) => /^\d*$/.test(word)) && removed.includes(String(r)) && added.includes(String(c))
  );
}

/** What an engine prints, logs, writes and sends because it is invoked at all. */
const comesWithInvocation = ({ facet, path }: Untyped) =>
  facet === 'stdout' ||
  facet === 'statements' ||
  facet === 'events' ||
  (facet === 'files' && /^project\/(logs|target)(\/|$)/.test(path));

const commandOf = ({ reference }: StepShown) =>
  reference.invocations[0]
    ?.split(' ')
    .slice(1)
    .find((word) => !word.startsWith('-')) ?? '';

/** Characters of a wording that tell it from others. */
const enough = 300;

/** What is said, as far as it tells this fact from others about the same subject. */
function wordingOf(difference: Untyped, shown: StepShown): string {
  const { facet, kind, reference, candidate, path } = difference;
  if (kind === 'exit-code') return endingOf(shown);
  if (kind === 'output-missing') return facet === 'events' ? commandsOf(reference) : '';
  if (facet === 'database')
    return kind === 'relation-changed' ? changed(reference, candidate) : (path.split('/')[0] ?? '');
  if (facet === 'statements') return `${verbs(reference)} → ${verbs(candidate)}`;
  const edit = editOf(difference);
  if (!edit) return '';
  if (facet === 'stdout' || facet === 'stderr') return wildcard(written(edit)).slice(0, enough);
  if (facet === 'sql') return wildcard(written(edit)).slice(0, enough / 2);
  const isTold = kind === 'event-changed' ? /\/args\/|\/msg$/ : /#\/args\//;
  return kind.endsWith('-changed') && isTold.test(path) ? written(edit).slice(0, enough) : '';
}

/** How the candidate ended, and why. */
const endingOf = ({ reference, candidate }: StepShown) =>
  `${candidate.ended} ${wildcard(candidate.why ?? reference.why ?? '')}`;

/**
 * The key that a failure of the candidate has where the reference does not end alike; undefined where it does not fail, or
 * fails as the reference does.
 */
export function failureKey(shown: StepShown): string | undefined {
  const [r, c] = [shown.reference, shown.candidate];
  const isOther = wildcard(c.why ?? '') !== wildcard(r.why ?? '');
  return c.ended !== 0 && r.ended === c.ended && c.why !== undefined && isOther
    ? ['exit', 'exit-code', subjectOf({ facet: 'exit', path: 'code' }), endingOf(shown), ''].join('|')
    : undefined;
}

const changed = (reference: Json | undefined, candidate: Json | undefined) =>
  [reference, candidate]
    .map((value) => wildcard(JSON.stringify(value ?? null)))
    .join(' → ')
    .slice(0, enough);

const commandsOf = (value: Json | undefined) =>
  Array.isArray(value) ? value.map((one) => (one as { command?: string }).command ?? '').join(' ') : '';

/** First words of a statement: what it does, not to what. */
const verbs = (value: Json | undefined) =>
  typeof value === 'string' ? wildcard(plain(value).split(' ').slice(0, 3).join(' ').toLowerCase()) : '';
