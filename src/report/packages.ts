/** Packages of the two engines that are not the same. */
import type { EngineName, Run } from './run.ts';

export interface PackageChanges {
  /** Installed for both, in different versions. */
  readonly changed: readonly {
    readonly name: string;
    readonly reference: string;
    readonly candidate: string;
  }[];
  /** Installed for one side only: `name version`. */
  readonly reference: readonly string[];
  readonly candidate: readonly string[];
}

type Engines = { readonly [Side in 'reference' | 'candidate']: Pick<EngineName, 'packages'> };

/** By name; empty where nothing is known of the packages of a side, as of a plain program. */
export function packageChanges(run: Engines): PackageChanges {
  const [r, c] = [run.reference.packages, run.candidate.packages];
  if (Object.keys(r).length === 0 || Object.keys(c).length === 0)
    return { changed: [], reference: [], candidate: [] };
  const alone = (of: typeof r, other: typeof r) =>
    Object.entries(of).flatMap(([name, version]) => (name in other ? [] : [`${name} ${version}`]));
  return {
    changed: Object.entries(r).flatMap(([name, reference]) => {
      const candidate = c[name];
      return candidate === undefined || candidate === reference ? [] : [{ name, reference, candidate }];
    }),
    reference: alone(r, c),
    candidate: alone(c, r),
  };
}

/** A sentence for each way in which the packages differ, naming so many of them. */
export function packageLines(run: Pick<Run, 'reference' | 'candidate'>, named: number): readonly string[] {
  const { changed, reference, candidate } = packageChanges(run);
  const line = (intro: string, all: readonly string[]) => {
    const rest = all.length - named;
    const more = rest > 0 ? ` and ${rest} more` : '';
    return all.length === 0 ? [] : [`${intro}: ${all.slice(0, named).join(', ')}${more}`];
  };
  return [
    ...line(
      'packages that differ',
      changed.map(({ name, reference: r, candidate: c }) => `${name} ${r} → ${c}`),
    ),
    ...line('only installed for the reference', reference),
    ...line('only installed for the candidate', candidate),
  ];
}
