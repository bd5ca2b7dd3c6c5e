/** Facts: the differences of one step that say the same, under a key that is the same wherever that is seen. */
import type { Untyped } from '../compare/difference.ts';
import { wildcard } from '../compare/wildcard.ts';
import { generalViolation } from '../facets/artifacts/in-words.ts';
import type { Json } from '../observe/observation.ts';
import { type Edit, editOf, plain, uniformEdit, written } from './edit.ts';
import { moveOf } from './moved.ts';
import { isRenaming, renamedNodes } from './renamed.ts';
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
  const keyOf = keying(step);
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

function keying({ shown, differences }: Step): (difference: Untyped) => string {
  const states = nodeStates(shown, failureMessages(differences));
  const stateOf = (difference: Untyped) => states.get(nodeOf(difference) ?? '');
  const [r, c] = [shown.reference, shown.candidate];
  const counts = [r, c].map(({ nodes }) => Object.keys(nodes).length) as [number, number];
  // Invocations are read from the log: where that alone is missing, the command was invoked.
  const invokesNothing =
    r.invocations.length > 0 && c.invocations.length === 0 && !differences.every(isOfLog);
  const moves = moveOf(differences);
  const plainKey = (difference: Untyped) => {
    const { facet, kind } = difference;
    const move = moves.get(difference);
    if (move !== undefined) return [facet, 'relation-moved', '', move, ''].join('|');
    // Options that a parser lacks, or has in addition, come with one definition.
    const subject = facet === 'interface' && kind !== 'option-changed' ? '' : subjectOf(difference);
    // A traceback is about the code, whichever node it is of.
    const about = nodeOf(difference) === undefined || subject === 'exc_info' ? '' : 'node';
    return [facet, kind, subject, wordingOf(difference, shown), about].join('|');
  };
  // What shows for nodes that ended alike as well does not follow from how the others ended.
  const stateless = states.size === 0 ? [] : differences.filter((one) => stateOf(one) === undefined);
  const unrelated = new Set(stateless.filter((one) => !isWithoutResult(one, shown)).map(plainKey));
  // What is logged of an ephemeral model follows from what is logged of those that need it.
  const inherited = new Map(
    differences.flatMap((one) => {
      const state = stateless.length === 0 ? undefined : stateOf(one);
      return state === undefined ? [] : [[plainKey(one), state] as const];
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

/** Nodes whose status differs, with how: `not run`, `run`, or `success → error`. None where a side reports none at all. */
function nodeStates(
  { reference, candidate }: StepShown,
  messages: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
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

/** What is said of nodes that only the candidate fails. */
function failureMessages(differences: readonly Untyped[]): ReadonlyMap<string, string> {
  return new Map(
    differences
      .filter(({ kind }) => kind === 'node-failed')
      .map((difference) => {
        const { says } = difference.candidate as { readonly says: string };
        const told = wildcard(says.split('\n').slice(0, heading).join(' ')).slice(0, enough / 2);
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

/** What a run says of all its nodes together. */
const sumsUp = ({ facet, kind, path }: Untyped) =>
  facet === 'events' &&
  kind === 'event-changed' &&
  /^(StatsLine|EndOfRunSummary|EndRunResult|CommandCompleted|ResourceReport|FinishedRunningStats|ConcurrencyLine)\//.test(
    path,
  );

const reportsNone = ({ nodes }: SideShown) => Object.keys(nodes).length === 0;
/** Who was invoked and succeeds without a result had nothing to run. */
const ranNone = ({ ended, invocations }: SideShown) => ended === 0 && invocations.length > 0;

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

/** Whether an event is one of a node for which neither side reports a result: of an ephemeral model. */
function isWithoutResult(difference: Untyped, { reference, candidate }: StepShown): boolean {
  const node = difference.facet === 'events' ? nodeOf(difference) : undefined;
  return node !== undefined && ![reference, candidate].some(({ nodes }) => Object.hasOwn(nodes, node));
}

const isOfLog = ({ facet, path }: Untyped) =>
  facet === 'events' || (facet === 'files' && /^project\/logs$|\.log$/.test(path));

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
  if (kind === 'artifact-invalid') return violationOf(String(candidate));
  if (kind === 'output-missing') return facet === 'events' ? commandsOf(reference) : '';
  if (facet === 'database')
    return kind === 'relation-changed' ? changed(reference, candidate) : (path.split('/')[0] ?? '');
  if (facet === 'statements') return uniformEdit(difference) ?? `${verbs(reference)} → ${verbs(candidate)}`;
  const edit = editOf(difference);
  if (!edit) return '';
  // Events for any text, told apart by it.
  if (/^event-(added|missing)$/.test(kind) && path === 'Formatting')
    return wildcard(written(edit)).slice(0, enough / 4);
  if (facet === 'stdout' || facet === 'stderr')
    return repeatsFailure(difference, shown)
      ? 'the failure'
      : wildcard(written(firstLines(difference) ?? edit)).slice(0, enough);
  if (facet === 'sql') return uniformEdit(difference) ?? wildcard(written(edit)).slice(0, enough / 2);
  const isTold = kind === 'event-changed' ? /\/args\/|\/msg$/ : /#\/args\//;
  return kind.endsWith('-changed') && isTold.test(path) ? written(edit).slice(0, enough) : '';
}

/** How the candidate ended, and why. Where it succeeds, what the reference fails with tells one such fact from another. */
const endingOf = ({ reference, candidate }: StepShown) =>
  `${candidate.ended} ${wildcard((candidate.ended === 0 ? reference.why : candidate.why) ?? '')}`;

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

/** Whether what is printed in addition is why the step fails on both sides: where it fails is another fact. */
function repeatsFailure({ kind, candidate }: Untyped, { reference: r, candidate: c }: StepShown): boolean {
  const reason = c.why?.split(': ').at(-1);
  return (
    kind === 'line-added' &&
    r.ended === c.ended &&
    c.ended !== 0 &&
    reason !== undefined &&
    String(candidate).includes(reason)
  );
}

/** Of passages of several lines, how they begin: what follows are details of this project. */
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
  Array.isArray(value) ? value.map((one) => (one as { command?: string }).command ?? '').join(' ') : '';

/** Where a schema offers alternatives, each of them allows other values in the same place. */
const violationOf = (text: string) => generalViolation(text).replace(/ \{"allowedValues":.*$/, '');

/** First words of a statement: what it does, not to what. */
const verbs = (value: Json | undefined) =>
  typeof value === 'string' ? wildcard(plain(value).split(' ').slice(0, 3).join(' ').toLowerCase()) : '';
