/** Opens the database of a run, with one of three providers. */
import { Problem } from '../config/problem.ts';
import { type Database, databaseOn } from './database.ts';
import { dockerEngine } from './docker/docker.ts';
import { testcontainers } from './docker/testcontainers.ts';
import { embedded } from './embedded/embedded.ts';
import type { OpenOptions, Provider, RunningServer } from './provider.ts';
import { url } from './url/url.ts';

const providers: readonly (readonly [matches: RegExp, start: Provider])[] = [
  [/^auto$/, auto],
  [/^testcontainers$/, testcontainers],
  [/^embedded$/, embedded],
  [/^postgres(ql)?:\/\//, url],
];

/**
 * Opens the database of a run.
 * @param provider `auto`, `testcontainers`, `embedded`, or a `postgresql://` URL of the user's server.
 * @throws Problem (usage) for anything else; Problem (environment) if no server can be started or reached;
 *   the signal's reason when aborted. Whatever was started has ended by then.
 */
export async function openDatabase(provider: string, options: OpenOptions): Promise<Database> {
  const start = providers.find(([matches]) => matches.test(provider))?.[1];
  if (!start) throw unknown(provider);
  options.signal?.throwIfAborted();
  const server = await start(provider, options);
  try {
    options.signal?.throwIfAborted();
    return await databaseOn(server, options.runId);
  } catch (error) {
    await server.end();
    throw error;
  }
}

/** Testcontainers if there is a Docker engine that has or can pull the image; otherwise embedded. */
async function auto(_asked: string, options: OpenOptions): Promise<RunningServer> {
  if (!(await dockerEngine())) return embeddedBecause('Docker is not available', options);
  // Loading Testcontainers takes 300 ms, so only if there is an engine.
  const { missingImage } = await import('./docker/image.ts');
  const missing = await missingImage(options.image, options);
  return missing ? embeddedBecause(missing, options) : testcontainers('auto', options);
}

async function embeddedBecause(reason: string, options: OpenOptions): Promise<RunningServer> {
  const server = await embedded('auto', options);
  return { ...server, why: `${server.why}: ${reason}` };
}

function unknown(provider: string): Problem {
  // A mistyped URL may contain a password, so only plain words are repeated.
  const shown = /^[\w-]*$/.test(provider) ? `“${provider}”` : 'The given value';
  return new Problem(
    'usage',
    `${shown} is not a database provider`,
    'Valid providers are auto, testcontainers, embedded, and a postgresql:// URL.',
    'Set one with --database, or with database.provider in the configuration.',
  );
}
