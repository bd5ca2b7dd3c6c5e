/** Relations that are created in another schema. */
import type { Difference } from '../compare/difference.ts';
import { counted } from '../facets/wording.ts';

/** The title of a cause that is named after a relation which is in another schema instead; undefined for other causes. */
export function ofMove(lead: Difference, group: readonly Difference[]): string | undefined {
  if (!isMissingOrAdded(lead)) return undefined;
  const inStep = group.filter(
    (one) => isMissingOrAdded(one) && one.case === lead.case && one.step === lead.step,
  );
  const missing = inStep.filter(({ kind }) => kind === 'relation-missing');
  const moved = missing.flatMap((from) => {
    const [schema, name] = partsOf(from);
    const to = inStep.find(
      (one) => one.kind === 'relation-added' && partsOf(one)[1] === name && one.candidate === from.reference,
    );
    return to && name !== undefined ? [{ name, from: schema, to: partsOf(to)[0], type: from.reference }] : [];
  });
  const [first] = moved;
  // A relation that is only missing, or only added, is not explained by the move of others.
  const isWhole = missing.filter((one) => partsOf(one)[1] !== undefined).length === moved.length;
  if (!first || !isWhole) return undefined;
  const what =
    moved.length === 1
      ? `the ${first.type} ${first.name}`
      : `${first.name} and ${counted(moved.length - 1, 'other relation')}`;
  return `creates ${what} in ${first.to} instead of ${first.from}`;
}

const isMissingOrAdded = ({ kind }: Difference) => kind === 'relation-missing' || kind === 'relation-added';

/** Schema and name; of a schema no name. */
const partsOf = ({ path }: Difference) => path.split('.');
