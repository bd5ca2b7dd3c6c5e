/** Recorded differences of mutants, which no expectation may cover. */
import type { Untyped } from '../../src/facets/difference.ts';
import { withoutPrivate } from '../../src/report/private.ts';
import { reduced } from '../causes/reduce.ts';
import type { Found } from './find.ts';

/** In the checkout. */
export const recordFile = 'fixtures/mutants/shown.json';

/** Ground truth of faults for `npm run causes`, in the checkout. */
export const causesFile = 'fixtures/causes/mutants.json';

/** Renders a recorded run in which each mutant is the cause of the differences of its case. */
export function renderRecordedRun(found: readonly Found[]): string {
  const steps = found.flatMap(({ mutant, differences, shown }) => {
    const name = `${mutant.case} (${mutant.id})`;
    return shown.flatMap((step) => {
      const own = differences.filter((difference) => difference.step === step.step);
      const kept = reduced({ case: name, shown: step, differences: own });
      if (kept.differences.length === 0) return [];
      const lines = kept.differences.map((difference) => JSON.stringify({ ...difference, cause: mutant.id }));
      return `{"case":${JSON.stringify(name)},"shown":${JSON.stringify(kept.shown)},"differences":[\n${lines.join(',\n')}\n]}`;
    });
  });
  const causes = Object.fromEntries(found.map(({ mutant }) => [mutant.id, mutant.what]));
  const run = 'the reference against itself, with one fault planted in each case';
  return withoutPrivate(
    `{"run":${JSON.stringify(run)},"faults":true,\n"causes":${JSON.stringify(causes, null, 1)},\n"steps":[\n${steps.join(',\n')}\n]}\n`,
  );
}

/** Differences of each mutant in its case. */
export type Shown = Readonly<Record<string, readonly Untyped[]>>;

/** A fault often shows many times in the same way, such as in each event of a name. */
const maxOfSame = 3;

/** Renders JSON with a line for each difference, so that changes can be read as a diff. */
export function renderRecord(found: readonly Found[]): string {
  const entries = found.map(({ mutant, differences }) => {
    const groups = Map.groupBy(differences, ({ path, fingerprint }) => `${path} ${fingerprint}`);
    const kept = [...groups.values()].flatMap((same) => same.slice(0, maxOfSame));
    const lines = kept.map((difference) => JSON.stringify(matched(difference)));
    return `${JSON.stringify(mutant.id)}: [\n${lines.join(',\n')}\n]`;
  });
  return withoutPrivate(`{\n${entries.join(',\n')}\n}\n`);
}

/** The part of a difference that expectations match. */
const matched = ({ facet, kind, path, reference, candidate }: Untyped): Untyped => ({
  facet,
  kind,
  path,
  ...(reference !== undefined && { reference }),
  ...(candidate !== undefined && { candidate }),
});
