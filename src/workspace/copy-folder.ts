/** Copies a folder. */
import { cpSync } from 'node:fs';

/**
 * Links are copied as they are: a relative one leads to the copy's own file, not back into what was copied. Times are not
 * kept: nothing may hang on when a project was checked out. Without promises: for some dozens of small files these would
 * cost many times what the copying does.
 * @param to made if it is not there; what it has besides stays.
 * @throws what the file system says.
 */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}
