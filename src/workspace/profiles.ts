/** The connection profile every engine under test is given. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Server } from '../postgres/database.ts';

/** dbt scrubs the values of variables with this prefix from everything it prints. */
export const passwordVariable = 'DBT_ENV_SECRET_PASSWORD';

/**
 * When dbt 1.12 last gave its hints: in the year 9999, so that it gives none. Whether it hints at a faster parser
 * depends on how busy the machine is, and the setting that turns hints off is a deprecation warning to dbt 1.11.
 */
const hintsGiven = {
  long_parsing_without_v2_parser: 253402300799,
  reuse_relations_on_too_many_models: 253402300799,
};

/** What stands for the password: engines render it. */
const fromEnvironment = `{{ env_var('${passwordVariable}') }}`;

/**
 * Writes `profiles.yml` into a twin's home.
 * @param folder folder in home where the engine looks (`.dbt`).
 * @param profile name the project asks for.
 * @param threads how many nodes an engine may work on at a time.
 * @param plain whether the password is in it after all, for an engine that cannot read it from there: only who may read the
 * twin’s home sees it.
 */
export function writeProfiles(
  home: string,
  folder: string,
  profile: string,
  server: Server,
  database: string,
  threads: number,
  plain: boolean,
): void {
  const password = plain ? server.password : fromEnvironment;
  for (const [name, text] of Object.entries(
    profileFiles(folder, profile, server, database, threads, password),
  )) {
    mkdirSync(path.join(home, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  }
}

/**
 * Files of a home by path: `profiles.yml` with one profile, as engines may guess where there is only one. For who names a
 * folder or a profile there is another such file in the folder `annex`, with two; both lead to another schema. The password is not in it: engines read it from the environment.
 */
export function profileFiles(
  folder: string,
  profile: string,
  { host, port, user }: { readonly host: string; readonly port: number | string; readonly user: string },
  database: string,
  threads: number,
  password = fromEnvironment,
): Readonly<Record<string, string>> {
  const output = (name: string, schema: string) => `
    ${name}:
      type: postgres
      host: ${quoted(host)}
      port: ${port}
      user: ${quoted(user)}
      password: ${quoted(password)}
      dbname: ${quoted(database)}
      schema: ${schema}
      threads: ${threads}`;
  const outputs = (name: string, schema: string) => `${quoted(name)}:
  target: dev
  outputs:${output('dev', schema)}${output('other', 'other')}
`;
  const filesIn = (where: string, profiles: string) => ({
    [`${where}/hint_ts.json`]: JSON.stringify(hintsGiven),
    [`${where}/profiles.yml`]: profiles,
  });
  return {
    ...filesIn(folder, outputs(profile, 'dev')),
    ...filesIn('annex', outputs(profile, 'annex') + outputs('annex', 'annex')),
  };
}

/** YAML reads what JSON quotes. */
const quoted = (text: string) => JSON.stringify(text);
