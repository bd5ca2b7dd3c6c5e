/** The environment of a step: an allowlist, the same for both sides. */
import path from 'node:path';
import type { Program } from './invocation.ts';

/** PATH of a step after the folders of its engine. */
export const programsPath = '/usr/local/bin:/usr/bin:/bin';

/** Variables of every step, and why. */
const fixed: readonly (readonly [name: string, value: string, why: string])[] = [
  ['PATH', programsPath, 'git for `deps`, sh for console scripts; no programs that the user installed'],
  ['LANG', 'C.UTF-8', 'exists on every machine; UTF-8 text, English messages of libpq and git'],
  ['LC_ALL', 'C.UTF-8', 'overrides what a program sets for a single category'],
  ['TZ', 'UTC', 'same time zone on every machine'],
  ['PYTHONHASHSEED', '0', 'fixed order of Python sets, which affects the order of output'],
  ['COLUMNS', '80', 'width of tables and of wrapped help'],
  ['LINES', '24', 'terminal height'],
  ['TERM', 'xterm-256color', 'a typical terminal; has no effect without one'],
  ['DO_NOT_TRACK', '1', 'no telemetry from tests'],
  ['DBT_SEND_ANONYMOUS_USAGE_STATS', 'false', 'the same, for versions that only know this variable'],
  ['DBT_LOG_FORMAT_FILE', 'json', 'structured events are read from the log file'],
  ['DBT_LOG_LEVEL_FILE', 'debug', 'all events, whatever the console level'],
];

/**
 * Variables that are copied from our own environment if set: engines ask the registry (`--version`, `deps`), and behind a
 * proxy or with a private certificate authority that works only with these.
 */
export const network = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
] as const;

/**
 * Returns the whole environment of a step. XDG folders, user names and shells are not set, so that only HOME says where home is.
 * @param home, temp folders of the workspace.
 * @param env variables of the case; they override all others.
 * @param own where the network variables are copied from.
 */
export function stepEnvironment(
  { home, temp, env }: { home: string; temp: string; env: Readonly<Record<string, string>> },
  own: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const passed = network.flatMap((name) => {
    const value = own[name];
    return value ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(passed),
    ...Object.fromEntries(fixed.map(([name, value]) => [name, value])),
    HOME: home,
    TMPDIR: temp,
    ...env,
  };
}

/** Variables may point into the folder the engine is installed in. */
export const inFolder = (env: Readonly<Record<string, string>>, root: string) =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('{engine}', root)]));

/** Adds the variables of an engine, and its own programs first in PATH. */
export function engineEnvironment(
  engine: Pick<Program, 'path' | 'env'>,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const search = [...engine.path, env.PATH ?? ''].filter((folder) => folder !== '');
  return { ...engine.env, ...env, PATH: search.join(path.delimiter) };
}
