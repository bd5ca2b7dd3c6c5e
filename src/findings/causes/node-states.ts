/** Which nodes have another status on the candidate than on the reference in a step. */
import { wildcard } from '../../diff/wildcard.ts';
import type { Untyped } from '../../facets/difference.ts';
import type { SideShown, StepShown } from './shown.ts';
import { nodeOf } from './subject.ts';

/**
 * For each node whose status differs, how: `not run` (by the candidate), `run` (by the candidate only) or `success → error`.
 * Empty if a side reports no nodes at all, unless that is because the candidate had nothing to run.
 */
export function nodeStates(
  { reference, candidate }: StepShown,
  differences: readonly Untyped[],
): ReadonlyMap<string, string> {
  const messages = failureMessages(differences);
  const states = new Map<string, string>();
  if (reportsNone(reference) || (reportsNone(candidate) && !ranNone(candidate))) return states;
  for (const [id, status] of Object.entries(reference.nodes)) {
    const ofCandidate = candidate.nodes[id];
    if (ofCandidate === undefined) states.set(id, 'not run');
    else if (ofCandidate !== status) states.set(id, stateOf(status, ofCandidate, messages.get(id)));
  }
  for (const id of Object.keys(candidate.nodes)) if (reference.nodes[id] === undefined) states.set(id, 'run');
  return withoutSkips(states);
}

/** Nodes that only the reference skips have the same state, however they end: the cause is that they were not skipped. */
function stateOf(reference: string, candidate: string, message = ''): string {
  if (reference.toLowerCase() === candidate.toLowerCase()) return 'other spelling';
  return reference === 'skipped' ? 'not skipped' : `${reference} → ${candidate}${message}`;
}

/** The first lines of a message say what failed, the others where. */
const maxLines = 2;
/** Characters of these lines that are enough to distinguish failures. */
const maxCharacters = 150;

/** Messages of nodes that only fail on the candidate. */
function failureMessages(differences: readonly Untyped[]): ReadonlyMap<string, string> {
  return new Map(
    differences
      .filter(({ kind }) => kind === 'node-failed')
      .map((difference) => {
        const { says } = difference.candidate as { readonly says: string };
        const message = wildcard(says.split('\n').slice(0, maxLines).join(' ')).slice(0, maxCharacters);
        return [nodeOf(difference) ?? '', message === '' ? '' : `: ${message}`] as const;
      }),
  );
}

/** Gives skipped nodes the state of the failed node: they were skipped because of it, so they have the same cause. */
function withoutSkips(states: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const failure = [...states.values()].find((state) => /→ (error|runtime error|fail)\b/.test(state));
  if (failure === undefined) return states;
  return new Map([...states].map(([id, state]) => [id, state.endsWith('→ skipped') ? failure : state]));
}

const reportsNone = ({ nodes }: SideShown) => Object.keys(nodes).length === 0;
/** Whether the engine had nothing to run: it logged an invocation and succeeded, without results. */
const ranNone = ({ ended, invocations }: SideShown) => ended === 0 && invocations.length > 0;
