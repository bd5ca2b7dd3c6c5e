/** The last filter of every report: removes from the finished text what identifies the machine or its user. */
import os from 'node:os';

/** What reports must not contain. */
export interface Secrets {
  /** Home of the user, shown as `~`. */
  readonly home: string;
  /** Working directory, shown as `.`. */
  readonly cwd: string;
  /** Name of the user on this machine; shown as `***` where a text says that it is the name of a user. */
  readonly user?: string;
}

/** Tokens with a known form: of code hosts, registries, clouds, chats, signed ones, and what follows `Bearer`. */
const tokens =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|pypi-[\w-]{20,}|npm_\w{30,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})|(?<=\bBearer )[\w.~+/-]{10,}=*/g;

/**
 * Removes credentials in URLs, tokens, names of users and the paths of the machine. They come from specs (`path:/home/me/dvt`,
 * `git+https://token@host/…`) and error messages; observed values were normalised.
 */
export function withoutPrivate(text: string, { home, cwd, user }: Secrets = here()): string {
  // `git@` is the user of every code host, and part of an address that must stay usable.
  const clean = withoutUser(
    text
      .replace(/:\/\/(?!git@)[^\s/"'`<>\\]+@/g, '://***@')
      // A server as a message names it: `me@host:5432`.
      .replace(/(?<![\w.*+-])(?!git@)[\w.+-]+@(?=[\w.-]+:\d{2,5}(?!\w))/g, '***@')
      .replace(tokens, '***'),
    user,
  );
  // The longer folder first, as it usually is in the other.
  const folders = [
    [cwd, '.'],
    [home, '~'],
  ] as const;
  return folders
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((hidden, [folder, by]) => hide(hidden, folder, by), clean);
}

const here = (): Secrets => ({ home: os.homedir(), cwd: process.cwd(), user: nameOfUser() });

/** Empty if the machine has no entry for the user. */
function nameOfUser(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** Only where a text says that it is a user: many names are also words, or parts of the engine. */
const withoutUser = (text: string, user = ''): string =>
  user === ''
    ? text
    : text.replace(
        new RegExp(`(\\buser(?:name)?\\\\?["']?\\s*[:=]\\s*\\\\?["']?)${literal(user)}(?![\\w-])`, 'gi'),
        '$1***',
      );

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole folder names only: `/home/me` is not part of `/home/media`, nor of `/other/home/me`. */
function hide(text: string, folder: string, by: string): string {
  if (folder.length < 2) return text;
  return text.replace(new RegExp(`(?<![\\w.~-]/?)${literal(folder)}(?![\\w-]|\\.\\w)`, 'g'), by);
}
