/** Facts: differences of a step that say the same, under a key that is the same in every step and run. */

import { createHash } from 'node:crypto';
import type { Untyped } from '../../facets/difference.ts';
import { editOf } from './edit.ts';
import { wordingOf } from './fact-wording.ts';
import { moveOf } from './moved.ts';
import { nodeStates } from './node-states.ts';
import { isRenaming, renamedNodes } from './renamed.ts';
import type { StepShown } from './shown.ts';
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
  const keyOf = keying(step);
  return [...Map.groupBy(step.differences, keyOf)].map(([key, differences]) => ({
    case: step.case,
    at: `${step.case}#${step.shown.step}`,
    key,
    differences,
  }));
}

/** Prefixes of the keys of facts that follow from what happened to nodes, and from a missing invocation. */
const [nodeKey, invocationKey] = ['node ', 'not invoked '];

/** Whether a fact follows from nodes that ran on one side only or ended differently. */
export const isOfNodes = ({ key }: Pick<Fact, 'key'>) => key.startsWith(nodeKey);
/** Whether a fact follows from the engine not being invoked at all. */
export const isOfInvocation = ({ key }: Pick<Fact, 'key'>) => key.startsWith(invocationKey);

function keying({ shown, differences }: Step): (difference: Untyped) => string {
  const states = nodeStates(shown, differences);
  const stateOf = (difference: Untyped) => states.get(nodeOf(difference) ?? '');
  const [r, c] = [shown.reference, shown.candidate];
  const counts = [r, c].map(({ nodes }) => Object.keys(nodes).length) as [number, number];
  // Invocations are read from the log. If only the log is missing, the command was invoked.
  const invokesNothing =
    r.invocations.length > 0 && c.invocations.length === 0 && !differences.every(isOfLog);
  const moves = moveOf(differences);
  const plainKey = (difference: Untyped) => {
    const { facet, kind } = difference;
    const move = moves.get(difference);
    if (move !== undefined) return [facet, 'relation-moved', '', move, ''].join('|');
    // Missing or extra options come from one change of the parser.
    const subject = facet === 'interface' && kind !== 'option-changed' ? '' : subjectOf(difference);
    // A traceback is about the code, not the node.
    const about = nodeOf(difference) === undefined || subject === 'exc_info' ? '' : 'node';
    return [facet, kind, subject, wordingOf(difference, shown), about].join('|');
  };
  // A fact that also occurs for nodes that ended alike does not follow from how others ended.
  const stateless =
    states.size === 0 ? [] : differences.filter((difference) => stateOf(difference) === undefined);
  const unrelated = new Set(
    stateless.filter((difference) => !isWithoutResult(difference, shown)).map(plainKey),
  );
  // Events of an ephemeral model follow from those of the nodes that need it.
  const inherited = new Map(
    differences.flatMap((difference) => {
      const state = stateless.length === 0 ? undefined : stateOf(difference);
      return state === undefined ? [] : [[plainKey(difference), state] as const];
    }),
  );
  const renamed = renamedNodes(differences);
  return (difference) => {
    if (isRenaming(difference, renamed)) return `${nodeKey}other id`;
    const key = plainKey(difference);
    const state =
      stateOf(difference) ?? (isWithoutResult(difference, shown) ? inherited.get(key) : undefined);
    if (state !== undefined && !unrelated.has(key)) return nodeKey + state;
    if (states.size > 0 && isCount(difference, counts)) return `${nodeKey}not run`;
    if (states.size > 0 && sumsUp(difference)) return nodeKey + [...states.values()].sort()[0];
    return invokesNothing && comesWithInvocation(difference) ? invocationKey + commandOf(shown) : key;
  };
}

/** Whether an event is about all nodes of a run together. */
const sumsUp = ({ path }: Untyped) =>
  /^(StatsLine|EndOfRunSummary|EndRunResult|CommandCompleted|ResourceReport|FinishedRunningStats|ConcurrencyLine)\//.test(
    path,
  );

/** Whether a number changes only because the number of nodes does. */
function isCount(difference: Untyped, [r, c]: readonly [number, number]): boolean {
  const { facet, reference, candidate } = difference;
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

/** Whether an event is about a node without a result on either side: an ephemeral model. */
function isWithoutResult(difference: Untyped, { reference, candidate }: StepShown): boolean {
  const node = difference.facet === 'events' ? nodeOf(difference) : undefined;
  return node !== undefined && ![reference, candidate].some(({ nodes }) => Object.hasOwn(nodes, node));
}

const isOfLog = ({ facet }: Untyped) => facet === 'events';

/** Whether it only exists because an engine was invoked: output, log, files, statements. */
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

/** A readable name with a digest of the fact's key, the same in every step and run: `exit-exit-code-0f3c…`. */
export function fingerprintOf(fact: Pick<Fact, 'key' | 'differences'>): string {
  const digest = createHash('sha256').update(fact.key).digest('hex').slice(0, 10);
  if (isOfNodes(fact)) return `nodes-${digest}`;
  if (isOfInvocation(fact)) return `invocation-missing-${digest}`;
  const [first] = fact.differences;
  return `${first?.facet}-${first?.kind}-${digest}`;
}
