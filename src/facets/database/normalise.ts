import type { Apply } from '../../normalise/clean.ts';
import type { Relation } from '../../observe/observation.ts';

type Relations = Readonly<Record<string, Relation>>;

export const normaliseRelations = (relations: Relations, { clean, whole }: Apply): Relations =>
  Object.fromEntries(
    Object.entries(relations).map(([name, relation]) => {
      const settled = whole(relation, ({ relation: apply }) => apply);
      return [name, inOrder(clean.value(withoutDigest(settled)))];
    }),
  );

/** Where the rows themselves are compared, their digest would only repeat them before they are normalised. */
const withoutDigest = (relation: Relation): Relation =>
  relation.rows === null ? relation : { ...relation, digest: '' };

/** Lists whose order is that of their text are ordered again, now that the text is final. */
const inOrder = (relation: Relation): Relation => ({
  ...relation,
  indexes: relation.indexes.toSorted(),
  rows: relation.rows?.toSorted() ?? null,
});
