/** Modules of the two engines that are the same but for the engines' names. */
import { isIn, plainFile, smallest } from './changed.ts';
import type { Code, Place } from './code-index.ts';

/** Names of the packages that the modules of both engines lie in. */
export const namesOf = ({ candidate, reference }: Pick<Code, 'candidate' | 'reference'>) =>
  [candidate, reference].map(({ files }) => files[0]?.split('/')[0] ?? '').filter((name) => name !== '');

/** The candidate's module of the same name, and there the function of the same name where it differs. */
export function sameModule(place: Place, { candidate, reference, changed }: Code): Place | undefined {
  const names = namesOf({ candidate, reference });
  const wanted = plainFile(reference.files[place.file] ?? '', names);
  const file = candidate.files.findIndex((each) => plainFile(each, names) === wanted);
  const here = changed.filter(({ was }) => isIn(was, place));
  return file < 0 ? undefined : { file, line: smallest(here)?.line ?? 0 };
}
