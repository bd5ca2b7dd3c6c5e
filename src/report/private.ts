/** Last line of defence of every report: what belongs to the machine or its user is taken out of the finished text. */
import os from 'node:os';

/** What must not be read from a report. */
export interface Secrets {
  /** Home of the user, shown as `~`. */
  readonly home: string;
  /** Where the harness runs, shown as `.`. */
  readonly cwd: string;
}

/**
 * Takes out credentials in URLs and the paths of the machine. Specs (`path:/home/me/dvt`, `git+https://token@host/…`)
 * and error messages bring them along; observed values come normalised.
 */
export function withoutPrivate(text: string, { home, cwd }: Secrets = here()): string {
  // `git@` is the user of every code host, and part of an address that must stay usable.
  const clean = text.replace(/:\/\/(?!git@)[^\s/"'`<>\\]+@/g, '://***@');
  // The longer one first, as one usually lies in the other.
  return cwd.length >= home.length
    ? hide(hide(clean, cwd, '.'), home, '~')
    : hide(hide(clean, home, '~'), cwd, '.');
}

const here = (): Secrets => ({ home: os.homedir(), cwd: process.cwd() });

/** Whole folder names only: `/home/me` is not part of `/home/media`, nor of `/other/home/me`. */
function hide(text: string, folder: string, by: string): string {
  if (folder.length < 2) return text;
  const literal = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.~-]/?)${literal}(?![\\w-]|\\.\\w)`, 'g'), by);
}
