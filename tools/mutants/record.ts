/** Recorded differences of mutants, which no expectation may cover. */
import type { Untyped } from '../../src/facets/difference.ts';
import { withoutPrivate } from '../../src/report/private.ts';
import { reduced } from '../causes/reduce.ts';
import type { Found } from './find.ts';

/** In the checkout. */
export const recordFile = 'fixtures/mutants/shown.json';

/** Ground truth of faults for `npm run causes`, in the checkout. */
export const causesFile = 'fixtures/causes/mutants.json';

/** @returns a recorded run in which each mutant is the cause of what its case shows. */
export function renderRecordedRun(found: readonly Found[]): string {
  const steps = found.flatMap(({ mutant, differences, shown }) =>
    shown
      .map((one) =>
        reduced({
          case: `${mutant.case} (${mutant.id})`,
          shown: one,
          differences: differences.filter(({ step }) => step === one.step),
        }),
      )
      .filter((one) => one.differences.length > 0)
      .map((one) => {
        const lines = one.differences.map((each) => JSON.stringify({ ...each, cause: mutant.id }));
        return `{"case":${JSON.stringify(one.case)},"shown":${JSON.stringify(one.shown)},"differences":[\n${lines.join(',\n')}\n]}`;
      }),
  );
  const causes = Object.fromEntries(found.map(({ mutant }) => [mutant.id, mutant.what]));
  const run = 'the reference against itself, with one fault planted in each case';
  return withoutPrivate(
    `{"run":${JSON.stringify(run)},"faults":true,\n"causes":${JSON.stringify(causes, null, 1)},\n"steps":[\n${steps.join(',\n')}\n]}\n`,
  );
}

/** Mutant → the differences it showed, in the case that it names. */
export type Shown = Readonly<Record<string, readonly Untyped[]>>;

/** A fault often shows many times in the same way, such as in each event of a name. */
const maxOfSame = 3;

/** @returns JSON with a line for each difference, so that a later record can be read as a diff. */
export function renderRecord(found: readonly Found[]): string {
  const entries = found.map(({ mutant, differences }) => {
    const groups = Map.groupBy(differences, (one) => `${one.path} ${one.fingerprint}`);
    const kept = [...groups.values()].flatMap((same) => same.slice(0, maxOfSame));
    const lines = kept.map((one) => JSON.stringify(deviation(one)));
    return `${JSON.stringify(mutant.id)}: [\n${lines.join(',\n')}\n]`;
  });
  return withoutPrivate(`{\n${entries.join(',\n')}\n}\n`);
}

/** The part of a difference that expectations match. */
const deviation = ({ facet, kind, path, reference, candidate }: Untyped): Untyped => ({
  facet,
  kind,
  path,
  ...(reference !== undefined && { reference }),
  ...(candidate !== undefined && { candidate }),
});
