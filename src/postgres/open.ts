/** A Postgres for a run, whichever way it is had. */
import { Problem } from '../config/problem.ts';
import { auto } from './auto.ts';
import type { Database } from './database.ts';
import { databaseOn } from './database-on.ts';
import { testcontainers } from './docker/testcontainers.ts';
import { embedded } from './embedded/embedded.ts';
import type { OpenOptions, Provider } from './provider.ts';
import { url } from './url/url.ts';

const providers: readonly { readonly matches: RegExp; readonly start: Provider }[] = [
  { matches: /^auto$/, start: auto },
  { matches: /^testcontainers$/, start: testcontainers },
  { matches: /^embedded$/, start: embedded },
  { matches: /^postgres(ql)?:\/\//, start: url },
];

/**
 * Opens the database of a run.
 * @param provider `auto`, `testcontainers`, `embedded`, or a `postgresql://` URL of the user's server.
 * @throws Problem (usage) for anything else; Problem (environment) when no server can be had;
 *   the signal's reason when aborted. Whatever was started is gone by then.
 */
export async function openDatabase(provider: string, options: OpenOptions): Promise<Database> {
  const found = providers.find(({ matches }) => matches.test(provider));
  if (!found) throw unknown(provider);
  options.signal?.throwIfAborted();
  const server = await found.start(provider, options);
  try {
    options.signal?.throwIfAborted();
    return await databaseOn(server, options.runId);
  } catch (error) {
    await server.end();
    throw error;
  }
}

function unknown(provider: string): Problem {
  // A mistyped URL may hold a password: only plain words are repeated.
  const shown = /^[\w-]*$/.test(provider) ? `“${provider}”` : 'The given value';
  return new Problem(
    'usage',
    `${shown} is not a database provider`,
    'Valid providers are auto, testcontainers, embedded, and a postgresql:// URL.',
    'Set one with --database, or with database.provider in the configuration.',
  );
}
