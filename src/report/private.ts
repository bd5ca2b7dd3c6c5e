/** Last line of defence of every report: what belongs to the machine or its user is taken out of the finished text. */
import os from 'node:os';

/** What must not be read from a report. */
export interface Secrets {
  /** Home of the user, shown as `~`. */
  readonly home: string;
  /** Where the harness runs, shown as `.`. */
  readonly cwd: string;
  /** Name the user goes by on this machine; shown as `***` where a text says that it is one. */
  readonly user?: string;
}

/** Tokens that can be told by their look: code hosts, registries, clouds, chats, signed ones, and what follows `Bearer`. */
const tokens =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|pypi-[\w-]{20,}|npm_\w{30,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})|(?<=\bBearer )[\w.~+/-]{10,}=*/g;

/**
 * Takes out credentials in URLs, tokens, names of users and the paths of the machine. Specs (`path:/home/me/dvt`, `git+https://token@host/…`)
 * and error messages bring them along; observed values come normalised.
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
  // The longer one first, as one usually lies in the other.
  return cwd.length >= home.length
    ? hide(hide(clean, cwd, '.'), home, '~')
    : hide(hide(clean, home, '~'), cwd, '.');
}

const here = (): Secrets => ({ home: os.homedir(), cwd: process.cwd(), user: nameOfUser() });

/** A machine need not know who somebody is. */
function nameOfUser(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** Only where it is said to be a user: many are called like a word, or like a part of the engine. */
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
