/** How nodes end differently in a step. */

import { wildcard } from '../../diff/wildcard.ts';
import type { Untyped } from '../../facets/difference.ts';
import type { SideShown, StepShown } from './shown.ts';
import { nodeOf } from './subject.ts';

/** Nodes whose status differs, with how: `not run`, `run`, or `success → error`. None where a side reports none at all. */
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

/** How a node ends instead. What the reference skips runs for one reason, however it ends. */
function stateOf(reference: string, candidate: string, message = ''): string {
  if (reference.toLowerCase() === candidate.toLowerCase()) return 'other spelling';
  return reference === 'skipped' ? 'not skipped' : `${reference} → ${candidate}${message}`;
}

/** Lines of a node's message that tell what failed; the later ones tell where. */
const heading = 2;
/** Characters of it that tell one failure from others. */
const enough = 150;

/** What is said of nodes that only the candidate fails. */
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

/** A node that is skipped follows from the one that fails. */
function withoutSkips(states: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const failure = [...states.values()].find((state) => /→ (error|runtime error|fail)\b/.test(state));
  if (failure === undefined) return states;
  return new Map([...states].map(([id, state]) => [id, state.endsWith('→ skipped') ? failure : state]));
}

const reportsNone = ({ nodes }: SideShown) => Object.keys(nodes).length === 0;
/** Who was invoked and succeeds without a result had nothing to run. */
const ranNone = ({ ended, invocations }: SideShown) => ended === 0 && invocations.length > 0;
