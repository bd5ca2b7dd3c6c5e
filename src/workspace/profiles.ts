/** The connection profile that engines get, and the environment in which they read it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database, Server } from '../postgres/database.ts';
import { stepEnvironment } from '../process/environment.ts';
import type { Workspace } from './workspace.ts';

/** dbt removes the values of variables with this prefix from everything that it prints. */
const passwordVariable = 'DBT_ENV_SECRET_PASSWORD';

/** The environment of a step, with the password of the database in the variable that the profile names. */
export const workspaceEnvironment = (
  { home, temp }: Workspace,
  { server }: Database,
  env: Readonly<Record<string, string>> = {},
): Record<string, string> =>
  stepEnvironment({ home, temp, env: { [passwordVariable]: server.password, ...env } });

export interface Profile {
  /** Folder in HOME where the engine looks for profiles (`.dbt`). */
  readonly folder: string;
  /** Name that the project asks for. */
  readonly profile: string;
  readonly server: Pick<Server, 'host' | 'user'> & { readonly port: number | string };
  readonly database: string;
  /** Number of nodes that an engine may work on at the same time. */
  readonly threads: number;
  /** Written into the profile; if absent, the profile names the variable that contains it. */
  readonly password?: string;
}

/** Writes the files of `profileFiles` into a home. */
export function writeProfiles(home: string, profile: Profile): void {
  for (const [name, text] of Object.entries(profileFiles(profile))) {
    mkdirSync(path.join(home, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  }
}

/**
 * Time at which dbt 1.12 last showed its hints: in the year 9999, so it shows none. Whether it hints at a faster parser
 * depends on the load of the machine, and dbt 1.11 answers the setting that turns hints off with a deprecation warning.
 */
const hintsShown = JSON.stringify({
  long_parsing_without_v2_parser: 253402300799,
  reuse_relations_on_too_many_models: 253402300799,
});

/**
 * Files of a home by path: `profiles.yml` with one profile, because engines may guess if there is only one. Cases that
 * name a folder or a profile use another such file with two profiles, in the folder `annex`; both lead to another schema.
 */
export function profileFiles(given: Profile): Readonly<Record<string, string>> {
  const { folder, profile, server, database, threads } = given;
  const { password = `{{ env_var('${passwordVariable}') }}` } = given;
  const output = (name: string, schema: string) => `
    ${name}:
      type: postgres
      host: ${quoted(server.host)}
      port: ${server.port}
      user: ${quoted(server.user)}
      password: ${quoted(password)}
      dbname: ${quoted(database)}
      schema: ${schema}
      threads: ${threads}`;
  const outputs = (name: string, schema: string) => `${quoted(name)}:
  target: dev
  outputs:${output('dev', schema)}${output('other', 'other')}
`;
  return {
    [`${folder}/hint_ts.json`]: hintsShown,
    [`${folder}/profiles.yml`]: outputs(profile, 'dev'),
    'annex/hint_ts.json': hintsShown,
    'annex/profiles.yml': outputs(profile, 'annex') + outputs('annex', 'annex'),
  };
}

/** A JSON string is a valid YAML string. */
const quoted = (text: string) => JSON.stringify(text);
