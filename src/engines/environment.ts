/** The environment of a step: an allowlist, the same for both sides. */
import path from 'node:path';
import type { Engine } from './engine.ts';

/** Where steps look for programs after their engine's own. */
export const programsPath = '/usr/local/bin:/usr/bin:/bin';

/** What every step gets, and why. */
const fixed: readonly (readonly [name: string, value: string, why: string])[] = [
  ['PATH', programsPath, 'git for `deps`, sh for console scripts; nothing a user has installed'],
  ['LANG', 'C.UTF-8', 'there on every machine; texts in UTF-8, messages of libpq and git in English'],
  ['LC_ALL', 'C.UTF-8', 'over whatever a program sets for one category'],
  ['TZ', 'UTC', 'clock times look alike on every machine'],
  ['PYTHONHASHSEED', '0', 'order of sets, which shows in the order of lines'],
  ['COLUMNS', '80', 'width of tables and of wrapped help'],
  ['LINES', '24', 'goes with the width'],
  [
    'TERM',
    'xterm-256color',
    'what a user’s terminal is; without a terminal on the other side it changes nothing',
  ],
  ['DO_NOT_TRACK', '1', 'no telemetry from tests'],
  ['DBT_SEND_ANONYMOUS_USAGE_STATS', 'false', 'the same, for versions that know only this name'],
  ['DBT_LOG_FORMAT_FILE', 'json', 'the log file is where structured events are read from'],
  ['DBT_LOG_LEVEL_FILE', 'debug', 'all events, whatever the console is told to show'],
];

/**
 * What is taken from the host where it is set: engines ask the registry (`--version`, `deps`), and behind a proxy or
 * with an authority of one's own that works only with these.
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
 * Makes the whole environment of a step. XDG folders, user names and shells stay unset, so that home is HOME and nothing else.
 * @param home, temp folders of the twin.
 * @param env what the case adds; it wins.
 * @param host where the network variables are taken from.
 */
export function stepEnvironment(
  { home, temp, env }: { home: string; temp: string; env: Readonly<Record<string, string>> },
  host: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const passed = network.flatMap((name) => {
    const value = host[name];
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

/** What a program of the engine finds: its own variables, and its own programs first. */
export function engineEnvironment(
  engine: Engine,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const search = [...engine.path, env.PATH ?? ''].filter((folder) => folder !== '');
  return { ...engine.env, ...env, PATH: search.join(path.delimiter) };
}
