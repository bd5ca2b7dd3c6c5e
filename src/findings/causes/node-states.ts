/** Nodes that end differently in a step. */

import { wildcard } from '../../diff/wildcard.ts';
import type { Untyped } from '../../facets/difference.ts';
import type { SideShown, StepShown } from './shown.ts';
import { nodeOf } from './subject.ts';

/** How nodes with a different status differ: `not run`, `run` or `success → error`. None if a side reports no nodes at all. */
export function nodeStates(
  { reference, candidate }: StepShown,
  differences: readonly Untyped[],
): ReadonlyMap<string, string> {
  const messages = failureMessages(differences);
  const states = new Map<string, string>();
  if (reportsNone(reference) || (reportsNone(candidate) && !ranNone(candidate))) return states;
  for (const [id, status] of Object.entries(reference.nodes)) {
    const other = candidate.nodes[id];
    if (other === undefined) states.set(id, 'not run');
    else if (other !== status) states.set(id, stateOf(status, other, messages.get(id)));
  }
  for (const id of Object.keys(candidate.nodes)) if (reference.nodes[id] === undefined) states.set(id, 'run');
  return withoutSkips(states);
}

/** If a node is not skipped, it does not matter how it ends. */
function stateOf(reference: string, candidate: string, message = ''): string {
  if (reference.toLowerCase() === candidate.toLowerCase()) return 'other spelling';
  return reference === 'skipped' ? 'not skipped' : `${reference} → ${candidate}${message}`;
}

/** Lines of a node's message that say what failed; the others say where. */
const heading = 2;
/** Characters of it that distinguish failures. */
const enough = 150;

/** Messages of nodes that only fail on the candidate. */
function failureMessages(differences: readonly Untyped[]): ReadonlyMap<string, string> {
  return new Map(
    differences
      .filter(({ kind }) => kind === 'node-failed')
      .map((difference) => {
        const { says } = difference.candidate as { readonly says: string };
        const told = wildcard(says.split('\n').slice(0, heading).join(' ')).slice(0, enough);
        return [nodeOf(difference) ?? '', told === '' ? '' : `: ${told}`] as const;
      }),
  );
}

/** A skipped node follows from the one that fails. */
function withoutSkips(states: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const failure = [...states.values()].find((state) => /→ (error|runtime error|fail)\b/.test(state));
  if (failure === undefined) return states;
  return new Map([...states].map(([id, state]) => [id, state.endsWith('→ skipped') ? failure : state]));
}

const reportsNone = ({ nodes }: SideShown) => Object.keys(nodes).length === 0;
/** An engine that was invoked and succeeds without results had nothing to run. */
const ranNone = ({ ended, invocations }: SideShown) => ended === 0 && invocations.length > 0;
