/** Relations that are created in another schema. */
import type { Untyped } from '../../facets/difference.ts';
import { counted } from '../../facets/wording.ts';
import { renderEdit } from './edit.ts';

export interface Move {
  readonly missing: Untyped;
  readonly added: Untyped;
  readonly name: string;
  /** Schemas. */
  readonly from: string;
  readonly to: string;
}

/** Relations that the other side has in another schema. */
export function movesIn(differences: readonly Untyped[]): readonly Move[] {
  const added = differences.filter(({ kind }) => kind === 'relation-added');
  return differences.flatMap((missing) => {
    if (missing.kind !== 'relation-missing') return [];
    const [from = '', name] = partsOf(missing);
    const to = added.find(
      (relation) => partsOf(relation)[1] === name && relation.candidate === missing.reference,
    );
    return to && name !== undefined ? [{ missing, added: to, name, from, to: partsOf(to)[0] ?? '' }] : [];
  });
}

/** The change of schema for each difference that is due to it: of the relations, and of the schemas themselves. */
export function moveOf(differences: readonly Untyped[]): ReadonlyMap<Untyped, string> {
  const moves = movesIn(differences);
  const schemas = new Map(
    moves.flatMap((move) => [move.from, move.to].map((schema) => [schema, move] as const)),
  );
  return new Map([
    ...differences.flatMap((difference) => {
      const move = isRelation(difference) ? schemas.get(difference.path) : undefined;
      return move ? [[difference, changeOf(move)] as const] : [];
    }),
    ...moves.flatMap((move) => [move.missing, move.added].map((each) => [each, changeOf(move)] as const)),
  ]);
}

const changeOf = ({ from, to }: Move) => renderEdit({ removed: from, added: to });

const isRelation = ({ kind }: Untyped) => kind === 'relation-missing' || kind === 'relation-added';

/**
 * The title of a cause that is named after a relation in another schema; undefined for other causes.
 * @param inStep differences of the cause in the step of `lead`.
 */
export function ofMove(lead: Untyped, inStep: readonly Untyped[]): string | undefined {
  if (!isRelation(lead)) return undefined;
  const moves = movesIn(inStep);
  const [first] = moves;
  const missing = inStep.filter(
    (difference) => difference.kind === 'relation-missing' && partsOf(difference)[1] !== undefined,
  );
  // A relation that is only missing has not moved.
  if (!first || missing.length !== moves.length) return undefined;
  const what =
    moves.length === 1
      ? `the ${first.missing.reference} ${first.name}`
      : `${first.name} and ${counted(moves.length - 1, 'other relation')}`;
  return `creates ${what} in ${first.to} instead of ${first.from}`;
}

/** Schema and name; a schema has no name. */
const partsOf = ({ path }: Untyped) => path.split('.');
