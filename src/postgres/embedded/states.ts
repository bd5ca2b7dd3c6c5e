/** The databases of a cluster that are kept: states, the most recently used ones. */
import { type Client, escapeIdentifier } from 'pg';
import { readMark } from '../mark.ts';

const keptStates = 12;

/** Names of the state databases. */
export async function stateNames(client: Client, prefix: string): Promise<string[]> {
  return (await states(client, prefix)).map(({ name }) => name);
}

/** Drops every database except the server's own and the states used last. */
export async function dropAllButStates(client: Client, prefix: string): Promise<void> {
  const kept = (await states(client, prefix)).slice(0, keptStates).map(({ name }) => name);
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database
      where datname <> all ($1) and datname not in ('postgres', 'template0', 'template1')`,
    [kept],
  );
  for (const { name } of rows) await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
}

/** State databases that carry our mark, the one used last first. */
async function states(
  client: Client,
  prefix: string,
): Promise<{ readonly name: string; readonly used: string }[]> {
  const { rows } = await client.query<{ name: string; mark: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as mark from pg_database
      where starts_with(datname, $1)`,
    [`${prefix}_state_`],
  );
  return rows
    .flatMap(({ name, mark }) => {
      const used = readMark(mark)?.used;
      return used === undefined ? [] : [{ name, used }];
    })
    .sort((a, b) => b.used.localeCompare(a.used));
}
